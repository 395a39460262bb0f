namespace StockPrices;

/// <summary>Windows of ten days of all stocks, and whether the next day went up (1) or down (0).</summary>
/// <param name="Windows">The 11 numbers of each day, window after window.</param>
/// <param name="Up">Of each window what came.</param>
/// <param name="Yesterday">Of each window by how much the price rose on its last day, as a share.</param>
/// <param name="Momentum">Of each window by how much it rose over its ten days, as a share.</param>
internal sealed record Movements(float[] Windows, int[] Up, double[] Yesterday, double[] Momentum)
{
    public int Count => Up.Length;

    public WindowDataset ToDataset() => WindowDataset.From(Windows, Up.Select(up => (float)up).ToArray(), MovementTask.LookBack, MovementTask.Features, scaleTargets: false);
}

/// <summary>The task of Feng et al. (2019) on the prices of Xu and Cohen (2018): days that moved by little are left out, and the split is by day.</summary>
internal static class MovementTask
{
    public const int LookBack = 10;
    public const int Features = 11;

    /// <summary>From here on a day is up, and down to here it is down; the days between are neither.</summary>
    private const double LeastUp = 0.0055, LeastDown = -0.005;

    private static readonly DateOnly s_train = new(2014, 1, 2), s_valid = new(2015, 8, 3), s_test = new(2015, 10, 1), s_end = new(2016, 1, 1);

    /// <summary>Days that means go over.</summary>
    private static readonly int[] s_means = [5, 10, 15, 20, 25, 30];

    public static (Movements Train, Movements Valid, Movements Test) Split(Stock[] stocks) => (Between(stocks, s_train, s_valid), Between(stocks, s_valid, s_test), Between(stocks, s_test, s_end));

    /// <summary>The numbers of one day: open, high and low by the close; close and adjusted close by the day before; the means of 5 to 30 days by the adjusted close; each less 1.</summary>
    /// <param name="day">At least 29.</param>
    public static float[] DayFeatures(PriceDay[] days, int day)
    {
        PriceDay now = days[day], before = days[day - 1];
        return
        [
            (float)(now.Open / now.Close - 1), (float)(now.High / now.Close - 1), (float)(now.Low / now.Close - 1), (float)(now.Close / before.Close - 1), (float)(now.Adjusted / before.Adjusted - 1),
            .. s_means.Select(length => (float)(Enumerable.Range(day - length + 1, length).Average(each => days[each].Adjusted) / now.Adjusted - 1)),
        ];
    }

    private static Movements Between(Stock[] stocks, DateOnly from, DateOnly to)
    {
        List<(DateOnly Date, float[] Window, int Up, double Yesterday, double Momentum)> all = [];
        foreach (PriceDay[] days in stocks.Select(stock => stock.Days))
        {
            float[]?[] features = [.. days.Select((_, day) => day < s_means[^1] - 1 ? null : DayFeatures(days, day))];
            for (int day = s_means[^1] - 1 + LookBack; day < days.Length; day++)
            {
                double change = days[day].Adjusted / days[day - 1].Adjusted - 1;
                if (days[day].Date >= from && days[day].Date < to && (change is >= LeastUp or <= LeastDown))
                {
                    all.Add((
                        days[day].Date, [.. features[(day - LookBack)..day].SelectMany(row => row!)], change > 0 ? 1 : 0,
                        days[day - 1].Adjusted / days[day - 2].Adjusted - 1, days[day - 1].Adjusted / days[day - 1 - LookBack].Adjusted - 1));
                }
            }
        }

        var ordered = all.OrderBy(one => one.Date).ToArray();
        return new([.. ordered.SelectMany(one => one.Window)], [.. ordered.Select(one => one.Up)], [.. ordered.Select(one => one.Yesterday)], [.. ordered.Select(one => one.Momentum)]);
    }
}

using LstmGen.Forecasting;

namespace Tutorial;

/// <summary>Chapter 7: what an LSTM is worth beside what takes no training, and beside a weighted sum of its window.</summary>
internal static class Honest
{
    private static readonly Recipe s_recipe = new(Epochs: 30);

    public static void Made(Lab lab) => Compare(lab, "honest",
        new("random walk", MadeSeries.RandomWalk(1_200, seed: 5), 20, 0, 200),
        new("two seasons and noise", Tuning.BuiltInSeries.Create(), 24, 24, 240),
        new("Mackey-Glass, 12 steps ahead", MadeSeries.MackeyGlass(1_500), 24, 0, 300) { Gap = 11 });

    public static void Real(Lab lab) => Compare(lab, "honest-real",
        new("temperatures, °C", Temperatures.Read(lab), 30, Temperatures.Year, Temperatures.Year),
        new("electricity, GW", [.. lab.Series(LagCopy.File, "Y").Select(value => value / 1_000)], 48, 336, 672),
        new("air passengers, thousands", lab.Series("AirPassengers.csv", "#Passengers"), 12, 12, 24));

    private static void Compare(Lab lab, string name, params Case[] cases)
    {
        ForecastAccuracy[][] all = Seeds.Grid(cases.Length, (i, seed) =>
            s_recipe.Judge(Recipe.Lstm(cases[i].LookBack, 32), seed, cases[i].Cut().Training, cases[i].Cut().Test));
        var table = new ResultTable(name, "series, RMSE", "naive", "seasonal naive", "linear model", "LSTM", "least to most", "LSTM against the best of the others");
        for (int i = 0; i < cases.Length; i++)
        {
            double[] errors = [.. all[i].Select(run => run.Rmse)];
            double linear = LinearModel.Fit(cases[i].Cut().Training).Error(cases[i].Cut().Test), season = all[i][0].SeasonalNaiveRmse ?? double.PositiveInfinity;
            double best = Math.Min(Math.Min(all[i][0].NaiveRmse, season), linear);
            table.Row(
                cases[i].Name, Figure.Of(all[i][0].NaiveRmse), double.IsFinite(season) ? Figure.Of(season) : "", Figure.Of(linear),
                Figure.Of(Figure.Median(errors)), Figure.Spread(errors), Figure.Skill(ForecastMetrics.Skill(Figure.Median(errors), best)));
        }

        lab.Add(table);
    }

    private sealed record Case(string Name, float[] Series, int LookBack, int Period, int Test)
    {
        public int Gap { get; init; }

        public (WindowDataset Training, WindowDataset Test) Cut() => WindowDataset.Of(Series, LookBack, period: Period, gap: Gap).SplitByTime(Test);
    }
}

using LstmGen.Compiler;
using LstmGen.Forecasting;
using LstmGen.Numerics;
using ScottPlot;

namespace Tutorial;

/// <summary>Chapter 4: the forecast that only copies the last value, how to see it, and what cures it.</summary>
internal static class LagCopy
{
    public const string File = "taylor.csv";
    private const int Day = 48;
    private const int Week = 7 * Day;
    private const int Test = 2 * Week;
    private static readonly Recipe s_recipe = new(Epochs: 20);

    public static void Run(Lab lab)
    {
        float[] demand = [.. lab.Series(File, "Y").Select(value => value / 1_000)];
        SeriesTable day = WithDay(demand);
        Case[] cases =
        [
            new("the last half hour alone", WindowDataset.Of(demand, 1, period: Week), 1, 1),
            new("the last day", WindowDataset.Of(demand, Day, period: Week), Day, 1),
            new("the last day and the time of day", WindowDataset.Of(day, Day, known: ["sin", "cos"], period: Week), Day, 3),
            new("the last day, as changes", Changes(demand), Day, 1) { Base = demand },
        ];
        var table = new ResultTable("lag-copy", "what the LSTM sees", "RMSE, GW", "least to most", "skill against naive", "best match with the truth at a lag of");
        double naive = 0;
        using Plot plot = Chart.Plot("How well the forecast matches the truth, moved by some steps", "steps by which the forecast is late", "mean squared difference, (GW)²");
        foreach (Case one in cases)
        {
            (double Rmse, double[] Forecast, double[] Truth, double Naive)[] runs = Seeds.Each(seed => Judge(one, seed));
            naive = runs[0].Naive;
            double[] errors = [.. runs.Select(run => run.Rmse)];
            double[] match = Match(runs[0].Forecast, runs[0].Truth);
            int lag = Array.IndexOf(match, match.Min()) - 2;
            table.Row(one.Name, Figure.Of(Figure.Median(errors)), Figure.Spread(errors), Figure.Skill(ForecastMetrics.Skill(Figure.Median(errors), naive)), Figure.Whole(lag));
            if (one == cases[0] || one == cases[2])
            {
                ScottPlot.Plottables.Scatter line = plot.Line([-2, -1, 0, 1, 2, 3, 4], match, one == cases[0] ? Chart.Red : Chart.Blue, one.Name);
                line.MarkerSize = 10;
            }
        }

        table.Row("naive: as half an hour ago", Figure.Of(naive), "", "", "1");
        plot.Axes.Bottom.SetTicks([-2, -1, 0, 1, 2, 3, 4], ["-2", "-1", "0", "1", "2", "3", "4"]);
        plot.ShowLegend(Alignment.UpperCenter);
        lab.Add(table);
        lab.Save("lag-copy.png", plot);
    }

    private static SeriesTable WithDay(float[] values) => SeriesTable.Of(
        ("demand", values),
        ("sin", values.Select((_, i) => (float)DoubleMath.Sin(2 * Math.PI * (i % Day) / Day)).ToArray()),
        ("cos", values.Select((_, i) => (float)DoubleMath.Cos(2 * Math.PI * (i % Day) / Day)).ToArray()));

    /// <summary>A change is the value less the one before; the first row has none.</summary>
    private static WindowDataset Changes(float[] values) =>
        WindowDataset.Of(values.Select((value, i) => i == 0 ? 0 : value - values[i - 1]).ToArray(), Day, period: Week);

    private static (double Rmse, double[] Forecast, double[] Truth, double Naive) Judge(Case one, long seed)
    {
        (WindowDataset training, WindowDataset test) = one.Windows.SplitByTime(Test);
        SequenceModel model = s_recipe.Train(Recipe.Lstm(one.LookBack, 32, features: one.Features), seed, training);
        float[] window = new float[one.LookBack * one.Features], value = new float[1];
        double[] forecast = new double[Test], truth = new double[Test];
        double naive = 0;
        for (int i = 0; i < Test; i++)
        {
            test.CopyInput(i, window);
            model.Predict(window, value);
            forecast[i] = value[0];
            test.CopyTarget(i, value);
            truth[i] = value[0];
            if (one.Base is { } values)
            {
                int row = values.Length - Test + i;
                forecast[i] += values[row - 1];
                truth[i] = values[row];
                naive += (values[row] - values[row - 1]) * (double)(values[row] - values[row - 1]) / Test;
            }
            else
            {
                test.CopyNaive(i, window.AsSpan(0, 1));
                naive += (truth[i] - window[0]) * (truth[i] - window[0]) / Test;
            }
        }

        return (Math.Sqrt(forecast.Zip(truth, (a, b) => (a - b) * (a - b)).Average()), forecast, truth, Math.Sqrt(naive));
    }

    /// <summary>The mean squared difference between the forecast and the truth of −2 to 4 steps before.</summary>
    private static double[] Match(double[] forecast, double[] truth) => [.. Enumerable.Range(-2, 7).Select(lag =>
        Enumerable.Range(10, Test - 20).Average(i => Math.Pow(forecast[i] - truth[i - lag], 2)))];

    private sealed record Case(string Name, WindowDataset Windows, int LookBack, int Features)
    {
        /// <summary>The values themselves, where the windows have their changes.</summary>
        public float[]? Base { get; init; }
    }
}

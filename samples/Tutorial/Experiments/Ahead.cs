using LstmGen.Compiler;
using LstmGen.Forecasting;
using ScottPlot;

namespace Tutorial;

/// <summary>Chapter 7: a day ahead, step by step from one's own forecasts, all at once, and by an encoder and a decoder.</summary>
internal static class Ahead
{
    private const int Steps = 24;
    private const int LookBack = 48;
    private const int Test = 240;
    private const int Units = 32;
    private static readonly int[] s_shown = [1, 2, 3, 6, 12, 24];
    private static readonly Recipe s_recipe = new(Epochs: 30);

    public static void Run(Lab lab)
    {
        float[] series = Tuning.BuiltInSeries.Create();
        var decoder = new ModelSpec(
            new LstmModelAttribute { LookBack = LookBack, Scaling = Scaling.Standard },
            new LstmAttribute(Units), new RepeatAttribute(Steps), new LstmAttribute(Units) { ReturnSequences = true }, new DenseAttribute(1));
        (string Name, ModelSpec Spec, int Horizon, Color Color)[] ways =
        [
            ("recursive", Recipe.Lstm(LookBack, Units), 1, Chart.Orange),
            ("direct", Recipe.Lstm(LookBack, Units, outputs: Steps), Steps, Chart.Blue),
            ("encoder–decoder", decoder, Steps, Chart.Green),
        ];
        BacktestReport[][] all = Seeds.Grid(ways.Length, (i, seed) =>
        {
            WindowDataset windows = WindowDataset.Of(series, LookBack, ways[i].Horizon, period: Steps);
            return Backtest.Rolling(s_recipe.Train(ways[i].Spec, seed, windows.SplitByTime(Test).Training), windows, Test, Steps, every: 1);
        });
        double Error(int way, int step) => Figure.Median(all[way].Select(report => report.ByStep[step - 1].Rmse));
        var table = new ResultTable("ahead", ["steps ahead", .. ways.Select(way => $"{way.Name}: RMSE"), "naive", "seasonal naive"]);
        foreach (int step in s_shown)
        {
            ForecastAccuracy any = all[0][0].ByStep[step - 1];
            table.Row([Figure.Whole(step), .. ways.Select((_, i) => Figure.Of(Error(i, step), 2)), Figure.Of(any.NaiveRmse, 2), Figure.Of(any.SeasonalNaiveRmse!.Value, 2)]);
        }

        lab.Add(table);
        using Plot plot = Chart.Plot("The error grows with the distance, and not for all alike", "steps ahead, hours", "RMSE of the test");
        for (int i = 0; i < ways.Length; i++)
        {
            plot.Curve([.. Enumerable.Range(1, Steps).Select(step => Error(i, step))], ways[i].Color, ways[i].Name, first: 1);
        }

        plot.Curve([.. all[0][0].ByStep.Select(step => step.SeasonalNaiveRmse!.Value)], Chart.Gray, "seasonal naive: as a day ago", 2, first: 1).LinePattern = LinePattern.Dashed;
        plot.ShowLegend(Alignment.LowerRight);
        lab.Save("ahead.png", plot);
    }
}

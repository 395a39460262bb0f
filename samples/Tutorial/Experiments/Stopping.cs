using LstmGen.Forecasting;
using ScottPlot;

namespace Tutorial;

/// <summary>Chapter 5: a network that trains on fifteen days for too long, and one that is stopped in time.</summary>
internal static class Stopping
{
    private const int Test = 240;
    private const int Most = 200;
    private const int Days = 15;
    private const int Patience = 10;
    private const int Units = 64;

    public static void Run(Lab lab)
    {
        float[] series = Tuning.BuiltInSeries.Create();
        (WindowDataset known, WindowDataset test) = WindowDataset.Of(series, Tuning.BuiltInSeries.Day, period: Tuning.BuiltInSeries.Day).SplitByTime(Test);
        known = known.Slice(known.Count - Days * Tuning.BuiltInSeries.Day, Days * Tuning.BuiltInSeries.Day);
        (WindowDataset training, WindowDataset validation) = known.SplitByTime(3 * Tuning.BuiltInSeries.Day);
        var all = Seeds.Each(seed =>
        {
            SequenceModel full = new Recipe(Most).Train(Recipe.Lstm(Tuning.BuiltInSeries.Day, Units), seed, training);
            SequenceModel stopped = LstmGen.Compiler.ModelCompiler.Compile(Recipe.Lstm(Tuning.BuiltInSeries.Day, Units), seed);
            FitReport report = stopped.Fit(training, (new Recipe(Most) { Validation = validation, Patience = Patience }).Options());
            return (Full: ForecastAccuracy.Of(full, test)!, Stopped: ForecastAccuracy.Of(stopped, test)!, report.BestEpoch, Epochs: report.Epochs.Count);
        });
        var table = new ResultTable("stopping", "training", "RMSE, median", "least to most", "skill against naive", "epochs, least to most");
        double[] long_ = [.. all.Select(run => run.Full.Rmse)], stopped_ = [.. all.Select(run => run.Stopped.Rmse)];
        table.Row($"always {Most} epochs", Figure.Of(Figure.Median(long_)), Figure.Spread(long_), Figure.Skill(ForecastMetrics.Skill(Figure.Median(long_), all[0].Full.NaiveRmse)), $"{Most} to {Most}");
        table.Row(
            $"stopped after {Patience} epochs without gain", Figure.Of(Figure.Median(stopped_)), Figure.Spread(stopped_),
            Figure.Skill(ForecastMetrics.Skill(Figure.Median(stopped_), all[0].Full.NaiveRmse)), Figure.Spread(all.Select(run => (double)run.Epochs), 0));
        lab.Add(table);
        Curve(lab, training, validation);
    }

    private static void Curve(Lab lab, WindowDataset training, WindowDataset validation)
    {
        SequenceModel model = LstmGen.Compiler.ModelCompiler.Compile(Recipe.Lstm(Tuning.BuiltInSeries.Day, Units), 1);
        FitReport report = model.Fit(training, (new Recipe(Most) { Validation = validation }).Options());
        double[] valid = [.. report.Epochs.Select(epoch => epoch.ValidationLoss!.Value)];
        int best = Array.IndexOf(valid, valid.Min()) + 1;
        using Plot plot = Chart.Plot("One run: the loss falls on, the error on new data does not", "epoch", "mean squared error, scaled units");
        plot.Curve([.. report.Epochs.Select(epoch => Math.Log10(epoch.Loss))], Chart.Blue, "training", first: 1);
        plot.Curve([.. valid.Select(Math.Log10)], Chart.Orange, "validation", first: 1);
        plot.Upright(best, Chart.Gray, $"best epoch, {best}");
        double[] ticks = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];
        plot.Axes.Left.SetTicks([.. ticks.Select(Math.Log10)], [.. ticks.Select(Figure.Short)]);
        plot.ShowLegend(Alignment.UpperRight);
        lab.Save("stopping.png", plot);
    }
}

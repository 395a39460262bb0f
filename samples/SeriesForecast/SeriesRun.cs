using LstmGen;
using LstmGen.Forecasting;
using Spectre.Console;

namespace SeriesForecast;

/// <summary>From the file to the table: read, look, choose, train, backtest, compare.</summary>
internal sealed class SeriesRun(SeriesOptions options, TextWriter output)
{
    /// <summary>Training windows below which there is nothing to learn from.</summary>
    private const int FewestWindows = 20;

    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    public int Run()
    {
        float[] values = CsvSeries.Read(options.Data, options.Column);
        float[] training = TrainingSpan(values);
        int[] periods = Periods(training);
        ForecastPlan plan = ForecastPlan.Choose(training, options.Test, periods, options.Horizon);
        Check(values.Length, plan);
        output.WriteLine(plan.Reason);
        int left = options.Test % plan.Horizon;
        if (left > 0)
        {
            output.WriteLine($"{options.Test} test rows are no multiple of {plan.Horizon}: the last {left} are neither trained on nor forecast.");
        }

        var series = new SeasonalSeries(values, plan);
        SequenceModel model = Train(plan, series, periods);
        BacktestReport report = Backtest.Rolling(model, series.Windows, options.Test, plan.Horizon);
        Show(Comparison.Of(report, series, values, plan, plan.Lag > 0 ? [.. periods, plan.Lag] : periods), plan);
        if (options.Save is { } file)
        {
            model.Save(file.FullName);
            output.WriteLine($"Model: {file.FullName}");
        }

        return 0;
    }

    private float[] TrainingSpan(float[] values) => options.Test < values.Length
        ? values[..^options.Test]
        : throw new UserError($"--test {options.Test} leaves nothing to train on: '{options.Column}' has {values.Length} rows.");

    private int[] Periods(float[] training)
    {
        if (training.Length < 2)
        {
            return options.Periods;
        }

        foreach (int season in options.Periods.Where(season => season > training.Length / 2))
        {
            throw new UserError($"--period {season}: the training span of {training.Length} rows does not hold it twice.");
        }

        SeriesAdvice advice = SeriesAdvice.For(training);
        output.WriteLine($"Advice for the {training.Length} rows of the training span:");
        output.WriteLine(advice);
        return options.Periods.Length > 0 ? options.Periods : advice.Period is { } period and > 1 ? [period] : [];
    }

    private void Check(int rows, ForecastPlan plan)
    {
        if (plan.Horizon > options.Test)
        {
            throw new UserError($"--horizon {plan.Horizon} does not fit into a test of {options.Test} rows.");
        }

        int training = rows - options.Test;
        int needed = plan.Lag + plan.LookBack + 2 * plan.OutputSteps + FewestWindows;
        if (training < needed)
        {
            throw new UserError(
                $"The series is too short: {rows} rows less {options.Test} for the test leave {training} to train on, and this takes {needed}: " +
                (plan.Lag > 0 ? $"{plan.Lag} for the first season, " : "") +
                $"{plan.LookBack} to look back, {2 * plan.OutputSteps} to forecast and validate, and {FewestWindows} windows to learn from.");
        }
    }

    private SequenceModel Train(ForecastPlan plan, SeasonalSeries series, int[] periods)
    {
        (WindowDataset training, _) = series.Windows.SplitByTime(options.Test);
        int epochs = options.Epochs ?? (options.Quick ? SeriesOptions.QuickEpochs : plan.Epochs);
        int season = Math.Max(plan.Lag, periods.Length > 0 ? periods.Max() : training.Count);
        (SequenceModel model, FitReport report) = TrainingProgress.Show(
            _console, 2 * epochs, progress => TrainedModel.Train(plan, training, season, epochs, options.Seed, progress));
        output.Write(report);
        return model;
    }

    private void Show(Comparison comparison, ForecastPlan plan)
    {
        _console.Write(ResultTable.Of(comparison));
        ResultPlot.Save(options.Plot, $"{options.Column}: {plan.Horizon} step(s) ahead", comparison);
        output.WriteLine($"Plot: {options.Plot.FullName}");
        string seasonal = comparison.Seasonal is { } best ? $", {best.Name} {ResultTable.Number(best.Rmse)}" : "";
        output.WriteLine(
            $"{plan.Horizon} step(s) ahead from {comparison.Origins} origins: RMSE {ResultTable.Number(comparison.Model.Rmse)}, " +
            $"naive {ResultTable.Number(comparison.Naive.Rmse)}{seasonal}");
    }
}

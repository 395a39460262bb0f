using LstmGen.Forecasting;
using LstmGen.Tests.Data;

namespace LstmGen.Tests.Forecasting;

public sealed class BacktestTests
{
    private static readonly float[] Series = [.. Enumerable.Range(0, 60).Select(t => t % 5 * 3f + t)];

    [Fact]
    public void Every_test_row_is_forecast_once_from_what_was_known()
    {
        // The rule is right for this series: one period later the same plus five.
        RuleModel model = new((window, output) => output[0] = window[^5] + 5, lookBack: 6);
        BacktestReport report = Backtest.Rolling(model, WindowDataset.Of(Series, lookBack: 6, period: 5), testSteps: 12, steps: 4);

        Assert.Equal([48, 52, 56], report.Forecasts.Select(f => f.Origin));
        Assert.All(report.Forecasts, f => Assert.Equal(f.Actual, f.Forecast));
        Assert.Equal(Series[52..56], report.Forecasts[1].Actual);
        Assert.Equal(0, report.Overall.Rmse);
        Assert.Equal(1, report.Overall.SkillAgainstNaive);
        Assert.Equal(5, report.Overall.SeasonalNaiveRmse!.Value, 1e-6);
        Assert.Equal(4, report.ByStep.Count);
        Assert.All(report.ByStep, step => Assert.Equal(3, step.Count));
    }

    [Fact]
    public void The_naive_forecast_stands_at_the_origin()
    {
        RuleModel model = new((window, output) => output[0] = window[^1], lookBack: 2);
        BacktestReport report = Backtest.Rolling(model, WindowDataset.Of(Series, lookBack: 2), testSteps: 10, steps: 3, every: 2);

        Assert.Equal([50, 52, 54, 56], report.Forecasts.Select(f => f.Origin));
        Assert.All(report.Forecasts, f => Assert.All(f.Forecast, value => Assert.Equal(Series[f.Origin - 1], value)));
        double expected = Math.Sqrt(report.Forecasts.Average(f => Math.Pow(Series[f.Origin + 2] - Series[f.Origin - 1], 2)));
        Assert.Equal(expected, report.ByStep[2].NaiveRmse, 1e-9);
        Assert.Equal(0, report.ByStep[2].SkillAgainstNaive);
        Assert.Equal(ForecastMetrics.Mae(Series.AsSpan(1, 49), Series.AsSpan(0, 49)), report.Overall.Mae / report.Overall.Mase, 1e-9);
        Assert.Contains("4 origins", report.ToString());
    }

    [Fact]
    public void Columns_known_ahead_come_from_the_series()
    {
        // b is known ahead and equals the demand two rows before: a direct forecast of two steps reads it off.
        float[] ahead = [.. Enumerable.Range(0, 60).Select(t => Series[t] * 2)];
        WindowDataset windows = WindowDataset.Of(SeriesTable.Of(("b", ahead), ("a", Series)), lookBack: 3, targets: ["a"], known: ["b"], horizon: 2);
        RuleModel model = new(
            (window, output) =>
            {
                output[0] = window[3] / 2;
                output[1] = window[5] / 2;
            },
            lookBack: 3, features: 2, outputs: 2);
        model.PrepareTraining(windows);
        BacktestReport report = Backtest.Rolling(model, windows, testSteps: 10, steps: 5);

        // Three blocks of two for five steps: an origin needs six known rows after it.
        Assert.Equal([50], report.Forecasts.Select(f => f.Origin));
        Assert.Equal(0, report.Overall.Rmse);
        Assert.Equal(["a"], report.Targets);
    }

    [Fact]
    public void Refitting_sees_only_what_lies_before_the_origin()
    {
        List<float> lastTargets = [];
        WindowDataset windows = WindowDataset.Of([.. Enumerable.Range(0, 40).Select(t => (double)t)], lookBack: 4, horizon: 2);
        BacktestReport report = Backtest.Rolling(
            training =>
            {
                float[] target = new float[2];
                training.CopyTarget(training.Count - 1, target);
                lastTargets.Add(target[1]);
                return new RuleModel((window, output) => (output[0], output[1]) = (window[^1] + 1, window[^1] + 2), lookBack: 4, outputs: 2);
            },
            windows, testSteps: 6);

        Assert.Equal([33f, 35f, 37f], lastTargets);
        Assert.Equal([34, 36, 38], report.Forecasts.Select(f => f.Origin));
        Assert.Equal(0, report.Overall.Rmse);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        RuleModel model = new((window, output) => output[0] = window[^1], lookBack: 6);
        WindowDataset windows = WindowDataset.Of(Series, lookBack: 6);
        Assert.Throws<ArgumentOutOfRangeException>(() => Backtest.Rolling(model, windows, testSteps: 55));
        Assert.Throws<ArgumentOutOfRangeException>(() => Backtest.Rolling(model, windows, testSteps: 3, steps: 4));
        Assert.Throws<ArgumentException>(() => Backtest.Rolling(model, WindowDataset.Of(Series, lookBack: 6, gap: 1), testSteps: 5));
        Assert.Throws<ArgumentException>(() => Backtest.Rolling(model, WindowDataset.Of(Series, lookBack: 5), testSteps: 5));
        Assert.Throws<ArgumentException>(() => Backtest.Rolling(model, WindowDataset.From(Series, Series[..10], lookBack: 6), testSteps: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Backtest.Rolling(_ => model, WindowDataset.Of(Series, lookBack: 6), testSteps: 54));
        model.PrepareTraining(WindowDataset.Of(Series, lookBack: 6, gap: 1));
        Assert.Contains("other columns", Assert.Throws<ArgumentException>(() => Backtest.Rolling(model, windows, testSteps: 5)).Message);
    }
}

using LstmGen.Forecasting;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Models;

/// <summary>
/// Forecasts by sampled paths: against closed forms, against each other, and their coverage of noise whose spread is known. Tens of thousands of paths, in the
/// order of single windows: the kernels below them are held to their widths elsewhere.
/// </summary>
[Trait("Width", "any")]
public sealed class SampledPathTests
{
    private const double Phi = 0.8, Sigma = 0.5;

    private static readonly Lazy<GaussianForecaster> s_gaussian = new(() => Trained(new GaussianForecaster(4)));
    private static readonly Lazy<QuantileForecaster> s_quantile = new(() => Trained(new QuantileForecaster(4)));

    [Fact]
    public void Spread_grows_with_the_horizon_as_the_process_says()
    {
        // Of x(t+h) given x(t): variance σ²·(1 − φ²ʰ)/(1 − φ²). The network learnt it from 12,000 values.
        float[] history = Noise.AutoRegression(400, Phi, Sigma, seed: 9);
        float[] lower = new float[10], upper = new float[10];
        s_gaussian.Value.ForecastInterval(history, 0.8, lower, upper, paths: 4_000, seed: 5);
        for (int h = 1; h <= 10; h++)
        {
            double deviation = Math.Sqrt(Sigma * Sigma * (1 - Math.Pow(Phi, 2 * h)) / (1 - Phi * Phi));
            Assert.Equal(2 * 1.2815516 * deviation, upper[h - 1] - lower[h - 1], 0.15 * 2 * 1.2815516 * deviation);
            Assert.Equal(Math.Pow(Phi, h) * history[^1], (upper[h - 1] + lower[h - 1]) / 2, 0.25);
        }
    }

    /// <summary>Told the quantiles of the process, with nothing learnt: what the paths add, between the quantiles and beyond them, is nothing but their sampling.</summary>
    [Fact]
    public void Exact_quantiles_give_exact_intervals_however_far_ahead()
    {
        var model = new LinearQuantiles(1);
        Set("dense.kernel", 1);
        Set("dense.bias", 0);
        Set("quantiles.kernel", 0, (float)Phi, 0);
        float apart = (float)Math.Log(Math.Exp(1.2815516 * Sigma) - 1);
        Set("quantiles.bias", apart, 0, apart);
        model.ParametersChanged();
        float[] answer = new float[3];
        model.PredictQuantiles([2], answer);
        Close.Equal([2 * Phi - 1.2815516 * Sigma, 2 * Phi, 2 * Phi + 1.2815516 * Sigma], answer, 1e-6, "quantiles: ");

        float[] series = Noise.AutoRegression(10_400, Phi, Sigma, seed: 21);
        var intervals = new IntervalOptions { Levels = [0.5, 0.8, 0.95], Paths = 200 };
        BacktestReport report = Backtest.Rolling(model, WindowDataset.Of(series, lookBack: 1), testSteps: 10_000, steps: 4, intervals: intervals);
        foreach (IntervalAccuracy interval in report.Intervals)
        {
            Assert.Equal(interval.Level, interval.Coverage, 0.015);
            Assert.All(interval.CoverageByStep, coverage => Assert.Equal(interval.Level, coverage, 0.03));
        }

        void Set(string tensor, params float[] values)
        {
            ParameterDescription description = Assert.Single(model.Parameters.Tensors, t => t.Name.EndsWith(tensor, StringComparison.Ordinal));
            Assert.Equal(description.Count, values.Length);
            values.CopyTo(model.MutableParameters.Slice(description.Offset, description.Count));
        }
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("quantiles")]
    public void Backtested_intervals_hold_what_they_promise(string name)
    {
        const double tolerance = 0.025;
        float[] series = Noise.AutoRegression(10_400, Phi, Sigma, seed: 21);
        SequenceModel model = name == "gaussian" ? s_gaussian.Value : s_quantile.Value;
        var intervals = new IntervalOptions { Levels = [0.5, 0.8], Paths = 100 };
        BacktestReport report = Backtest.Rolling(model, WindowDataset.Of(series, lookBack: 8), testSteps: 10_000, steps: 4, intervals: intervals);
        Assert.Equal([0.5, 0.8], report.Intervals.Select(interval => interval.Level));
        foreach (IntervalAccuracy interval in report.Intervals)
        {
            Assert.Equal(10_000, interval.Count);
            Assert.Equal(interval.Level, interval.Coverage, tolerance);
            Assert.All(interval.CoverageByStep, coverage => Assert.Equal(interval.Level, coverage, tolerance + 0.015));
        }

        // What the report says follows from the intervals it holds.
        IntervalAccuracy wide = report.Intervals[1];
        (float Y, float L, float U)[] all = [.. report.Forecasts.SelectMany(f => f.Actual.Zip(f.Intervals[1].Lower, f.Intervals[1].Upper))];
        Assert.Equal(all.Average(v => v.Y >= v.L && v.Y <= v.U ? 1.0 : 0.0), wide.Coverage, 1e-9);
        Assert.Equal(all.Average(v => (double)v.U - v.L), wide.MeanWidth, 1e-6);
        Assert.Equal(
            all.Average(v => (Math.Max(0.1 * (v.Y - v.L), -0.9 * (v.Y - v.L)) + Math.Max(0.9 * (v.Y - v.U), -0.1 * (v.Y - v.U))) / 2), wide.PinballLoss, 1e-6);
        Assert.Contains("80 %", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_are_reproducible_and_their_quantiles_are_the_forecast()
    {
        QuantileForecaster model = s_quantile.Value;
        float[] history = Noise.AutoRegression(50, Phi, Sigma, seed: 2);
        float[] paths = new float[500 * 6], few = new float[100 * 6], others = new float[500 * 6], quantiles = new float[6 * 2];
        model.ForecastPaths(history, 500, paths, seed: 7);
        model.ForecastPaths(history, 100, few, seed: 7);
        model.ForecastPaths(history, 500, others, seed: 8);
        Assert.Equal(paths[..600], few);
        Assert.NotEqual(paths, others);
        model.ForecastQuantiles(history, [0.25, 0.9], quantiles, paths: 500, seed: 7);
        for (int step = 1; step < 6; step++)
        {
            float[] sorted = [.. Enumerable.Range(0, 500).Select(path => paths[path * 6 + step]).Order()];
            Assert.Equal(sorted[124] + 0.25f * (sorted[125] - sorted[124]), quantiles[2 * step], 1e-5f);
            Assert.Equal(sorted[449] + 0.9f * (sorted[450] - sorted[449]), quantiles[2 * step + 1], 1e-5f);
        }

        // The first step is what the model says, and what the paths are drawn from.
        float[] direct = new float[1];
        model.PredictQuantile(history.AsSpan(42, 8), 0.25, direct);
        Assert.Equal(direct[0], quantiles[0]);
        Assert.Equal(0.25, Enumerable.Range(0, 500).Count(path => paths[path * 6] < direct[0]) / 500.0, 0.06);
    }

    [Fact]
    public void Horizons_of_several_columns_are_sampled_and_fed_back()
    {
        var table = SeriesTable.Of(("a", Noise.AutoRegression(600, Phi, Sigma, 4)), ("b", Noise.AutoRegression(600, Phi, Sigma, 5).Select(x => 100 * x).ToArray()));
        var model = new TwoColumnQuantileForecaster(2);
        model.Fit(WindowDataset.Of(table, lookBack: 5, horizon: 3), new FitOptions { Epochs = 2 });
        float[] history = new float[10], lower = new float[14], upper = new float[14], next = new float[14];
        model.ForecastInterval(history, 0.8, lower, upper);
        model.Forecast(history, next);
        Assert.All(Enumerable.Range(0, 14), i => Assert.True(lower[i] < upper[i]));
        Assert.True(upper[1] - lower[1] > 10 * (upper[0] - lower[0]), "the second column is a hundred times as large");
        BacktestReport report = Backtest.Rolling(model, WindowDataset.Of(table, lookBack: 5, horizon: 3), testSteps: 60, steps: 4);
        Assert.Equal(0.8, Assert.Single(report.Intervals).Level);
        Assert.Equal(4, report.Intervals[0].CoverageByStep.Count);
    }

    [Fact]
    public void After_the_first_call_nothing_is_allocated()
    {
        GaussianForecaster model = s_gaussian.Value;
        float[] history = Noise.AutoRegression(20, Phi, Sigma, 1), lower = new float[5], upper = new float[5], values = new float[50];
        void Run()
        {
            model.ForecastInterval(history, 0.9, lower, upper, paths: 50);
            model.ForecastPaths(history, 10, values);
            model.PredictInterval(history.AsSpan(0, 8), 0.9, lower.AsSpan(0, 1), upper.AsSpan(0, 1));
            model.PredictDistribution(history.AsSpan(0, 8), lower.AsSpan(0, 1), upper.AsSpan(0, 1));
        }

        Run();
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static T Trained<T>(T model)
        where T : SequenceModel
    {
        model.Fit(
            WindowDataset.Of(Noise.AutoRegression(12_000, Phi, Sigma, seed: 3), lookBack: 8), new FitOptions { Epochs = 12, LearningRate = 0.003, Seed = 1 });
        return model;
    }
}

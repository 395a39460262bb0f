using CsCheck;
using LstmGen.Forecasting;
using LstmGen.Tests.Data;

namespace LstmGen.Tests.Forecasting;

/// <summary>The backtest of one model over many series, against those of each series by itself.</summary>
public sealed class SeriesBacktestTests
{
    private static readonly Gen<(float[][] Series, int Test, int Steps, int Every)> s_cases =
        from lengths in Gen.Int[6, 24].Array[1, 4]
        from test in Gen.Int[2, 6]
        from steps in Gen.Int[1, 4]
        from every in Gen.Int[0, 3]
        from seed in Gen.Int[0, 1000]
        select ((float[][])[.. lengths.Append(20).Select((length, i) => Noise(length, seed + i))], test, steps, every);

    /// <summary>A rule that is linear in the window, so that levels change nothing but the rounding.</summary>
    private static RuleModel Model() => new((window, output) => (output[0], output[1]) = (window[2], 0.5f * window[0] + 0.5f * window[2]), lookBack: 3, outputs: 2);

    [Fact]
    public void Each_series_is_that_of_a_rolling_backtest() => s_cases.Sample(c =>
    {
        WindowDataset windows = WindowDataset.Of(SeriesPanel.Of(c.Series), 3, horizon: 2, period: 4);
        int[] long_enough = [.. Enumerable.Range(0, c.Series.Length).Where(i => c.Series[i].Length - c.Test >= 3 && c.Test >= c.Steps)];
        if (long_enough.Length == 0)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => Backtest.BySeries(Model(), windows, c.Test, c.Steps, c.Every));
            return;
        }

        SeriesBacktestReport report = Backtest.BySeries(Model(), windows, c.Test, c.Steps, c.Every);
        Assert.Equal(long_enough.Select(i => $"{i}"), report.BySeries.Select(series => series.Name));
        Assert.Equal(c.Series.Length, report.BySeries.Count + report.LeftOut);
        int at = 0;
        foreach ((SeriesAccuracy found, int index) in report.BySeries.Zip(long_enough))
        {
            BacktestReport own = Backtest.Rolling(Model(), WindowDataset.Of(c.Series[index], 3, horizon: 2, period: 4), c.Test, c.Steps, c.Every);
            Assert.Equal(own.Overall with { ByColumn = [] }, found.Accuracy with { ByColumn = [] });
            foreach (BacktestForecast forecast in own.Forecasts)
            {
                Assert.Equal((found.Name, forecast.Origin), (report.Forecasts[at].Name, report.Forecasts[at].Forecast.Origin));
                Assert.Equal(forecast.Forecast, report.Forecasts[at++].Forecast.Forecast);
            }
        }

        Assert.Equal(report.Forecasts.Sum(forecast => forecast.Forecast.Actual.Count), report.Overall.Count);
        Assert.Equal(report.BySeries.Average(series => series.Accuracy.Smape), report.MeanSmape, 1e-9);
        Assert.Equal(c.Steps, report.ByStep.Count);
    });

    /// <summary>The means of the M4 competition, from their definition.</summary>
    [Fact]
    public void Means_over_series_are_those_of_the_competition() => s_cases.Sample(c =>
    {
        WindowDataset windows = WindowDataset.Of(SeriesPanel.Of(c.Series), 3, horizon: 2, period: 4);
        if (c.Series.All(series => series.Length < c.Test + 8) || c.Test < 2) return;
        SeriesBacktestReport report = Backtest.BySeries(Model(), windows, c.Test, steps: 2);
        List<double> scaled = [];
        foreach (SeriesAccuracy series in report.BySeries)
        {
            float[] values = c.Series[int.Parse(series.Name, System.Globalization.CultureInfo.InvariantCulture)];
            SeriesForecast[] own = [.. report.Forecasts.Where(forecast => forecast.Name == series.Name)];
            float[] actual = [.. own.SelectMany(forecast => forecast.Forecast.Actual)], forecasts = [.. own.SelectMany(forecast => forecast.Forecast.Forecast)];
            float[] training = values[..^c.Test];
            Assert.Equal(ForecastMetrics.Smape(actual, forecasts), series.Accuracy.Smape, 1e-9);
            Assert.Equal(ForecastMetrics.Mase(actual, forecasts, training), series.Accuracy.Mase, 1e-9);
            if (training.Length <= 4)
            {
                Assert.True(double.IsNaN(series.Accuracy.SeasonalMase!.Value));
                continue;
            }

            scaled.Add(ForecastMetrics.Mase(actual, forecasts, training, 4));
            Assert.Equal(scaled[^1], series.Accuracy.SeasonalMase!.Value, 1e-9);
        }

        if (scaled.Count > 0) Assert.Equal(scaled.Average(), report.MeanSeasonalMase, 1e-9);
    });

    [Theory]
    [InlineData(WindowLevel.WindowMean)]
    [InlineData(WindowLevel.LastValue)]
    [InlineData(WindowLevel.SeriesMean)]
    [InlineData(WindowLevel.Difference)]
    [InlineData(WindowLevel.WindowStandard)]
    public void Levels_are_taken_off_and_put_back(WindowLevel level) => s_cases.Sample(c =>
    {
        WindowDataset plain = WindowDataset.Of(SeriesPanel.Of(c.Series), 3, horizon: 2), leveled = WindowDataset.Of(SeriesPanel.Of(c.Series), 3, horizon: 2, level: level);
        if (c.Test < c.Steps) return;
        SeriesBacktestReport expected = Backtest.BySeries(Model(), plain, c.Test, c.Steps), found = Backtest.BySeries(Model(), leveled, c.Test, c.Steps);
        Assert.Equal(expected.Overall.Rmse, found.Overall.Rmse, 1e-3 * expected.Overall.Rmse);
        Assert.Equal(ForecastAccuracy.Of(Model(), plain)!.Mae, ForecastAccuracy.Of(Model(), leveled)!.Mae, 1e-3 * ForecastAccuracy.Of(Model(), plain)!.Mae);
        foreach (((string name, IReadOnlyList<float> forecast), (string other, IReadOnlyList<float> same)) in Backtest.Ahead(Model(), plain, 5).Zip(Backtest.Ahead(Model(), leveled, 5)))
        {
            float[] next = new float[5];
            Model().Forecast(c.Series[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)], next);
            Assert.Equal(name, other);
            Assert.Equal(next, forecast);
            Assert.All(next.Zip(same), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * Math.Abs(pair.First)));
        }
    });

    private static float[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => 1 + 9 * random.NextSingle())];
    }
}

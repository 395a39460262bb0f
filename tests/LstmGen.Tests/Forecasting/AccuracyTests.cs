using LstmGen.Forecasting;
using LstmGen.Tests.Data;

namespace LstmGen.Tests.Forecasting;

public sealed class AccuracyTests
{
    /// <summary>A sawtooth of period 4 with a slow rise, so that neither naive forecast is exact.</summary>
    private static readonly float[] Series = [.. Enumerable.Range(0, 80).Select(t => t % 4 * 10f + t * 0.5f + 1)];

    [Fact]
    public void The_measures_are_those_of_the_forecasts_one_by_one()
    {
        RuleModel model = new((window, output) => output[0] = window[1] + 1, lookBack: 5);
        WindowDataset windows = WindowDataset.Of(Series, lookBack: 5, period: 4).Slice(30, 20);
        ForecastAccuracy accuracy = ForecastAccuracy.Of(model, windows)!;

        float[] actual = Series[35..55];
        float[] forecast = [.. Enumerable.Range(35, 20).Select(t => Series[t - 4] + 1)];
        double rmse = ForecastMetrics.Rmse(actual, forecast);
        Assert.Equal(20, accuracy.Count);
        Assert.Equal(rmse, accuracy.Rmse, 1e-12);
        Assert.Equal(ForecastMetrics.Mae(actual, forecast), accuracy.Mae, 1e-12);
        Assert.Equal(ForecastMetrics.Mape(actual, forecast), accuracy.Mape, 1e-12);
        Assert.Equal(ForecastMetrics.Smape(actual, forecast), accuracy.Smape, 1e-12);
        Assert.Equal(ForecastMetrics.Mase(actual, forecast, Series.AsSpan(0, 35)), accuracy.Mase, 1e-12);
        Assert.Equal(1 - rmse / ForecastMetrics.Rmse(actual, Series[34..54]), accuracy.SkillAgainstNaive, 1e-12);
        Assert.Equal(1 - rmse / ForecastMetrics.Rmse(actual, Series[31..51]), accuracy.SkillAgainstSeasonalNaive!.Value, 1e-12);
        Assert.Equal(0.5, accuracy.SkillAgainstSeasonalNaive.Value, 1e-6);
        Assert.False(accuracy.LooksLikeLaggedCopy);
        Assert.Contains("against seasonal-naive(4) +50.0%", accuracy.ToString());
    }

    [Fact]
    public void A_copy_of_the_last_value_is_called_one()
    {
        RuleModel copy = new((window, output) => output[0] = window[^1] + 0.1f, lookBack: 5);
        ForecastAccuracy accuracy = ForecastAccuracy.Of(copy, WindowDataset.Of(Series, lookBack: 5))!;

        Assert.True(accuracy.LooksLikeLaggedCopy);
        Assert.Contains("warning", accuracy.ToString());
        Assert.Null(accuracy.SkillAgainstSeasonalNaive);
    }

    [Fact]
    public void The_seasonal_comparison_is_over_the_values_that_have_one()
    {
        RuleModel model = new((window, output) => output[0] = window[^1], lookBack: 2);
        ForecastAccuracy accuracy = ForecastAccuracy.Of(model, WindowDataset.Of(Series, lookBack: 2, period: 4))!;

        Assert.Equal(78, accuracy.Count);
        Assert.Equal(76, accuracy.SeasonalCount);
        Assert.Equal(2.0, accuracy.SeasonalNaiveRmse!.Value, 1e-6);
        Assert.Equal(0.0, accuracy.SkillAgainstNaive);
    }

    [Fact]
    public void Where_there_is_nothing_to_compare_with_there_is_no_accuracy()
    {
        RuleModel model = new((_, output) => output.Clear(), lookBack: 2, outputs: 3);
        Assert.Null(ForecastAccuracy.Of(model, WindowDataset.From(new float[4], new float[6], lookBack: 2)));
        Assert.Null(ForecastAccuracy.Of(model, WindowDataset.Of(Series, lookBack: 2)));
        Assert.Throws<ArgumentException>(() => ForecastAccuracy.Of(model, WindowDataset.Of(Series, lookBack: 4, horizon: 3)));
    }

    [Fact]
    public void A_constant_series_has_no_skill()
    {
        RuleModel model = new((window, output) => output[0] = window[0], lookBack: 2);
        ForecastAccuracy accuracy = ForecastAccuracy.Of(model, WindowDataset.Of(new float[] { 3, 3, 3, 3, 3 }, lookBack: 2))!;

        Assert.Equal(double.NaN, accuracy.SkillAgainstNaive);
        Assert.Equal(double.NaN, accuracy.Mase);
        Assert.False(accuracy.LooksLikeLaggedCopy);
        Assert.Contains("undefined", accuracy.ToString());
    }
}

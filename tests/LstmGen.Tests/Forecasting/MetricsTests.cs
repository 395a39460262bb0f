using LstmGen.Forecasting;

namespace LstmGen.Tests.Forecasting;

/// <summary>Worked by hand: y = 2 4 5, f = 1 6 5, e = 1 −2 0.</summary>
public sealed class MetricsTests
{
    private static readonly float[] Actual = [2f, 4f, 5f];
    private static readonly float[] Forecast = [1f, 6f, 5f];

    [Fact]
    public void Mae() => Assert.Equal(1.0, ForecastMetrics.Mae(Actual, Forecast), 1e-15);

    [Fact]
    public void Rmse() => Assert.Equal(Math.Sqrt(5.0 / 3), ForecastMetrics.Rmse(Actual, Forecast), 1e-15);

    [Fact]
    public void Mape()
    {
        Assert.Equal(100.0 / 3, ForecastMetrics.Mape(Actual, Forecast), 1e-12);
        Assert.Equal(double.NaN, ForecastMetrics.Mape([0f, 1f], [1f, 1f]));
    }

    [Fact]
    public void Smape()
    {
        Assert.Equal(200.0 / 3 * (1.0 / 3 + 2.0 / 10), ForecastMetrics.Smape(Actual, Forecast), 1e-12);
        Assert.Equal(100, ForecastMetrics.Smape([0f, 1f], [0f, -1f]));
    }

    [Fact]
    public void Mase()
    {
        // Steps of the training values: 1 2 1 -> 4/3; two apart: 3 1 -> 2.
        Assert.Equal(0.75, ForecastMetrics.Mase(Actual, Forecast, [1f, 2f, 4f, 3f]), 1e-15);
        Assert.Equal(0.5, ForecastMetrics.Mase(Actual, Forecast, [1f, 2f, 4f, 3f], period: 2), 1e-15);
        Assert.Equal(double.NaN, ForecastMetrics.Mase(Actual, Forecast, [3f, 3f]));
        Assert.Throws<ArgumentException>(() => ForecastMetrics.Mase(Actual, Forecast, [1f, 2f], period: 2));
    }

    [Fact]
    public void Skill()
    {
        Assert.Equal(0.25, ForecastMetrics.Skill(3, 4));
        Assert.Equal(-1, ForecastMetrics.Skill(2, 1));
        Assert.Equal(double.NaN, ForecastMetrics.Skill(2, 0));
    }

    [Fact]
    public void Lengths_that_differ_are_refused()
    {
        Assert.Throws<ArgumentException>(() => ForecastMetrics.Mae([], []));
        Assert.Throws<ArgumentException>(() => ForecastMetrics.Rmse(Actual, [1f]));
    }
}

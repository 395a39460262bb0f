using LstmGen.Forecasting;

namespace LstmGen.Tests.Forecasting;

public sealed class SeriesAdviceTests
{
    [Theory]
    [InlineData("AirPassengers.csv", 1, 12, 12)]
    [InlineData("monthly-sunspots.csv", 1, 120, 140)]
    [InlineData("taylor.csv", 0, 48, 48)]
    [InlineData("temps.csv", 1, 364, 366)]
    public void The_period_of_a_real_series_is_found(string file, int column, int least, int most)
    {
        SeriesAdvice advice = SeriesAdvice.For(SharedData.Series(file, column));
        Assert.InRange(advice.Period ?? 0, least, most);
    }

    [Theory]
    [InlineData(1000, 100, 0, 0)]
    [InlineData(350, 100, 0, 0)]
    [InlineData(1000, 37, 0.8, 0)]
    [InlineData(500, 12, 0.3, 0.05)]
    [InlineData(400, 5, 0.2, -0.1)]
    [InlineData(2000, 250, 0.5, 0.01)]
    public void The_period_of_a_sine_is_found_through_noise_and_trend(int length, int period, double noise, double slope)
    {
        Random random = new(7);
        double[] series = [.. Enumerable.Range(0, length).Select(t =>
            Math.Sin(2 * Math.PI * t / period) + noise * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2 + slope * t)];

        Assert.InRange(SeriesAdvice.For(series).Period ?? 0, period - period / 50, period + period / 50);
    }

    [Fact]
    public void Nothing_is_found_where_nothing_repeats()
    {
        Random random = new(11);
        int noises = 0;
        int walks = 0;
        for (int i = 0; i < 100; i++)
        {
            float[] noise = [.. Enumerable.Range(0, 600).Select(_ => (float)(random.NextDouble() - 0.5))];
            double sum = 0;
            double[] walk = [.. noise.Select(value => sum += value)];
            noises += SeriesAdvice.For(noise).Period is null ? 0 : 1;
            walks += SeriesAdvice.For(walk).Period is null ? 0 : 1;
        }

        Assert.Equal(0, noises);
        Assert.InRange(walks, 0, 3);
        Assert.Null(SeriesAdvice.For([.. Enumerable.Range(0, 300).Select(i => 0.1f * i)]).Period);
        Assert.Null(SeriesAdvice.For([.. Enumerable.Repeat(5f, 300)]).Period);
        Assert.Null(SeriesAdvice.For([1f, 2f]).Period);
    }

    [Fact]
    public void An_even_up_and_down_has_period_two() =>
        Assert.Equal(2, SeriesAdvice.For([.. Enumerable.Range(0, 60).Select(i => i % 2 == 0 ? 1f : -1f)]).Period);

    [Fact]
    public void The_numbers_follow_the_series()
    {
        SeriesAdvice passengers = SeriesAdvice.For(SharedData.Series("AirPassengers.csv", 1));
        Assert.Equal((24, 32, 32, 5, 0.2, Scaling.Standard), Numbers(passengers));
        Assert.Contains("24 to 36 steps", passengers.ToString());

        SeriesAdvice temperatures = SeriesAdvice.For(SharedData.Series("temps.csv", 1));
        Assert.True(temperatures.LookBackIsCapped);
        Assert.Equal((200, 64, 32, 5, 0.2, Scaling.MinMax), Numbers(temperatures));
        Assert.Contains("730 to 1095", temperatures.ToString());

        float[] spikes = [.. Enumerable.Range(0, 12_000).Select(i => i % 997 == 0 ? 1000f : i * 7919 % 101)];
        SeriesAdvice robust = SeriesAdvice.For(spikes);
        Assert.Equal((128, 64, Scaling.Robust), (robust.Units, robust.BatchSize, robust.Scaling));
    }

    [Fact]
    public void Bad_values_are_refused()
    {
        Assert.Contains("row 1", Assert.Throws<ArgumentException>(() => SeriesAdvice.For([1f, float.NaN, 2f])).Message);
        Assert.Throws<ArgumentException>(() => SeriesAdvice.For([1f]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    public void The_fourier_transform_is_the_sum_it_stands_for(int n)
    {
        Random random = new(3);
        double[] re = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())];
        double[] im = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())];
        double[] foundRe = [.. re];
        double[] foundIm = [.. im];
        Fourier.Transform(foundRe, foundIm);
        for (int k = 0; k < n; k++)
        {
            System.Numerics.Complex sum = 0;
            for (int t = 0; t < n; t++)
            {
                sum += new System.Numerics.Complex(re[t], im[t]) * System.Numerics.Complex.FromPolarCoordinates(1, -2 * Math.PI * k * t / n);
            }

            Assert.Equal(sum.Real, foundRe[k], 1e-12);
            Assert.Equal(sum.Imaginary, foundIm[k], 1e-12);
        }
    }

    private static (int LookBack, int Units, int Batch, int Patience, double Dropout, Scaling Scaling) Numbers(SeriesAdvice advice) =>
        (advice.LookBack, advice.Units, advice.BatchSize, advice.Patience, advice.Dropout, advice.Scaling);
}

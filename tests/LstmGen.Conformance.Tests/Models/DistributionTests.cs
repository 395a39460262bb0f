using CsCheck;

namespace LstmGen.Conformance.Models;

/// <summary>Answers of heads that predict distributions: raw units, order, agreement of the calls with each other, and what is refused.</summary>
public sealed class DistributionTests
{
    [Fact]
    public void Quantiles_never_cross_whatever_comes_in() => Gen.Select(Gen.Float[-1e6f, 1e6f].Array[18], Gen.Float[-30, 30], Gen.Int[0, 1000]).Sample((window, size, seed) =>
    {
        var model = new QuantileModel(seed);
        for (int i = 0; i < model.Parameters.Count; i++) model.MutableParameters[i] *= size;
        model.ParametersChanged();
        float[] quantiles = new float[8];
        model.PredictQuantiles(window, quantiles);
        Assert.All(Enumerable.Range(0, 8).Where(i => i % 4 > 0), i => Assert.True(quantiles[i] >= quantiles[i - 1], string.Join(" ", quantiles)));
    });

    [Fact]
    public void Window_batch_step_and_the_named_calls_agree()
    {
        var model = new QuantileForecaster(2);
        model.Fit(WindowDataset.Of(Wave(120), lookBack: 8), new FitOptions { Epochs = 1 });
        float[] window = Wave(8), quantiles = new float[3], batch = new float[3], stepped = new float[3], one = new float[1], upper = new float[1];
        model.PredictQuantiles(window, quantiles);
        model.PredictBatch(window, batch);
        Assert.Equal(quantiles, batch);
        QuantileForecaster.State state = default;
        foreach (float value in window) model.Step(ref state, [value], stepped);
        Assert.Equal(quantiles, stepped);
        model.PredictQuantile(window, 0.5, one);
        Assert.Equal(quantiles[1], one[0]);
        model.PredictInterval(window, 0.8, one, upper);
        Assert.Equal([quantiles[0], quantiles[2]], [one[0], upper[0]]);
        model.PredictQuantile(window, 0.2, one);
        Assert.Equal(quantiles[1] - 0.8416212 / 1.2815516 * (quantiles[1] - quantiles[0]), one[0], 1e-4);
        model.PredictQuantile(window, 0.05, one);
        Assert.Equal(quantiles[1] - 1.6448536 / 1.2815516 * (quantiles[1] - quantiles[0]), one[0], 1e-4);
        model.PredictQuantile(window, 0.99, one);
        Assert.Equal(quantiles[1] + 2.3263479 / 1.2815516 * (quantiles[2] - quantiles[1]), one[0], 1e-4);
        model.Forecast(window, one);
        Assert.Equal(quantiles[1], one[0]);
    }

    [Fact]
    public void Means_and_spreads_come_in_the_units_of_their_column()
    {
        // Two columns of very different sizes, three steps ahead: the scaler of each works on its own.
        var table = SeriesTable.Of(("small", Wave(200)), ("large", Wave(200).Select(x => 5_000 * x + 100_000).ToArray()));
        WindowDataset windows = WindowDataset.Of(table, lookBack: 5, horizon: 3);
        var model = new TwoColumnGaussianForecaster(1);
        model.Fit(windows, new FitOptions { Epochs = 1 });
        float[] window = new float[10], raw = new float[12], means = new float[6], spreads = new float[6], lower = new float[6], upper = new float[6];
        windows.CopyInput(30, window);
        float[] scaled = new float[10];
        model.Scaler!.ScaleInput(window, scaled);
        model.PredictRaw(window, 5, raw);
        model.PredictDistribution(window, means, spreads);
        model.PredictInterval(window, 0.95, lower, upper);
        for (int i = 0; i < 6; i++)
        {
            double scale = model.Scaler.OutputScales[i % 2], offset = model.Scaler.OutputOffsets[i % 2];
            Assert.Equal(raw[2 * i] * scale + offset, means[i], 1e-5 * Math.Abs(means[i]));
            Assert.Equal((1e-3 + Math.Log(1 + Math.Exp(raw[2 * i + 1]))) * scale, spreads[i], 1e-5 * spreads[i]);
            Assert.Equal(means[i] + 1.959963985 * spreads[i], upper[i], 1e-5 * Math.Abs(upper[i]));
            Assert.Equal(means[i] - 1.959963985 * spreads[i], lower[i], 1e-5 * Math.Abs(means[i]));
        }

        float[] next = new float[6];
        model.Forecast(window, next);
        Assert.Equal(means, next);
    }

    [Theory]
    [InlineData(Scaling.None)]
    [InlineData(Scaling.Standard)]
    public void The_model_learns_the_spread_of_the_noise(Scaling scaling)
    {
        // 0.8·x + noise of deviation 0.5, in units of 1 or of 1,000.
        float unit = scaling == Scaling.None ? 1 : 1_000;
        float[] series = [.. Noise.AutoRegression(6_000, 0.8, 0.5, seed: 3).Select(x => unit * x)];
        SequenceModel model = scaling == Scaling.None ? new PlainGaussianForecaster(4) : new GaussianForecaster(4);
        model.Fit(WindowDataset.Of(series, lookBack: 8), new FitOptions { Epochs = 6, LearningRate = 0.005, Seed = 1 });
        float[] output = new float[2];
        model.Predict(series.AsSpan(500, 8), output);
        Assert.Equal(0.8 * series[507], output[0], 0.12 * unit);
        Assert.Equal(0.5 * unit, output[1], 0.06 * unit);
    }

    [Fact]
    public void A_saved_model_comes_back_and_another_list_of_quantiles_is_refused()
    {
        var model = new TwoColumnQuantileForecaster(1);
        WindowDataset windows = WindowDataset.Of(SeriesTable.Of(("a", Wave(100)), ("b", Wave(100).Select(x => x * x).ToArray())), lookBack: 5, horizon: 3);
        model.Fit(windows, new FitOptions { Epochs = 1 });
        using MemoryStream file = new();
        model.Save(file);
        file.Position = 0;
        var again = new TwoColumnQuantileForecaster();
        again.Load(file);
        float[] window = new float[10], first = new float[18], second = new float[18];
        windows.CopyInput(3, window);
        model.Predict(window, first);
        again.Predict(window, second);
        Assert.Equal(first, second);

        using MemoryStream narrow = new();
        new QuantileForecaster(1).Save(narrow);
        narrow.Position = 0;
        Assert.Contains("distribution", Assert.Throws<InvalidDataException>(() => new OtherQuantileForecaster().Load(narrow)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var model = new QuantileModel(1);
        float[] window = new float[18];
        Assert.Throws<ArgumentException>("quantiles", () => model.PredictQuantiles(window, new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => model.PredictQuantile(window, 1, new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>("level", () => model.PredictInterval(window, 0, new float[2], new float[2]));
        Assert.Throws<ArgumentException>("upper", () => model.PredictInterval(window, 0.5, new float[2], new float[3]));
        Assert.Contains("pinball", Assert.Throws<ArgumentException>(() => model.FitBatch(window, new float[2], new Adam(), new Pinball(0.5f))).Message, StringComparison.Ordinal);
        Assert.Contains("2 values", Assert.Throws<ArgumentException>(() => model.FitBatch(window, new float[8], new Adam())).Message, StringComparison.Ordinal);
        Assert.Contains("one quantile", Assert.Throws<InvalidOperationException>(
            () => new MedianModel(1).ForecastInterval(new float[4], 0.5, new float[1], new float[1])).Message, StringComparison.Ordinal);
        WindowDataset windows = WindowDataset.From(new float[36], new float[6], lookBack: 6, features: 3);
        Assert.Contains("2", Assert.Throws<ArgumentException>(() => model.Fit(windows)).Message, StringComparison.Ordinal);
    }

    private static float[] Wave(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i * 0.4f) + 0.3f * MathF.Cos(i * 1.1f))];
}

[LstmModel(LookBack = 8)]
[Lstm(12)]
[Gaussian]
public sealed partial class PlainGaussianForecaster;

[LstmModel(LookBack = 8, Scaling = Scaling.Standard)]
[Lstm(12)]
[Quantiles(0.05, 0.5, 0.95)]
public sealed partial class OtherQuantileForecaster;

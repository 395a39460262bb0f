using CsCheck;
using LstmGen.Forecasting;
using LstmGen.Tests.Training;

namespace LstmGen.Tests.Data;

/// <summary>What lies past the length of a window is as if it were not there: for the scaler, the naive forecast and the accuracy.</summary>
public sealed class ScalerLengthTests
{
    private const float Padding = 10_000f;

    [Theory]
    [InlineData(Scaling.MinMax)]
    [InlineData(Scaling.Standard)]
    [InlineData(Scaling.Robust)]
    public void Padding_of_ready_made_windows_moves_no_scale(Scaling scaling) => Gen.Int[1, 4].Array[1, 8].Sample(lengths =>
    {
        const int lookBack = 4, features = 2;
        var random = new Random(lengths.Length);
        float[] inputs = new float[lengths.Length * lookBack * features], targets = TrainingData.Noise(lengths.Length);
        List<float>[] valid = [[], []];
        for (int i = 0; i < inputs.Length; i++)
        {
            int step = i / features % lookBack;
            bool counts = step < lengths[i / (features * lookBack)];
            inputs[i] = counts ? random.NextSingle() : Padding;
            if (counts) valid[i % features].Add(inputs[i]);
        }

        WindowDataset windows = WindowDataset.From(inputs, targets, lookBack, features).WithLengths(lengths);
        Scaler scaler = Scaler.Fit(scaling, windows);

        for (int feature = 0; feature < features; feature++)
        {
            float[] column = [.. valid[feature]];
            Scaler alone = Scaler.Fit(scaling, WindowDataset.From(column, column, 1));
            Assert.Equal(alone.InputOffsets[0], scaler.InputOffsets[feature]);
            Assert.Equal(alone.InputScales[0], scaler.InputScales[feature]);
        }
    });

    [Fact]
    public void Full_lengths_change_nothing()
    {
        var table = SeriesTable.Of(("a", TrainingData.Series(40)), ("b", TrainingData.Noise(40)), ("k", TrainingData.Noise(40, 8)));
        WindowDataset windows = WindowDataset.Of(table, 5, targets: ["a"], known: ["k"], horizon: 2, stride: 7, gap: 1);
        WindowDataset full = windows.WithLengths(Enumerable.Repeat(5, windows.Count).ToArray());
        Scaler expected = Scaler.Fit(Scaling.Standard, windows), scaler = Scaler.Fit(Scaling.Standard, full);
        Assert.Equal(expected.InputOffsets, scaler.InputOffsets);
        Assert.Equal(expected.InputScales, scaler.InputScales);
        Assert.Equal(expected.OutputOffsets, scaler.OutputOffsets);
        Assert.Equal(windows.NaiveScales().Of(0, 0), full.NaiveScales().Of(0, 0));
    }

    [Fact]
    public void Padding_of_a_series_counts_only_where_another_window_shows_it()
    {
        // Windows of the rows 0-3, 4-7, 8-11; the last two rows of the first and the second are padding, and so is row 11, but it is a target.
        float[] seen = [0, 1, Padding, Padding, 2, 3, Padding, Padding, 1, 2, 3, 0, 3];
        WindowDataset windows = WindowDataset.Of(SeriesTable.Of(("seen", seen), ("other", seen)), 4, targets: ["other"], past: ["seen"], stride: 4);
        Assert.Equal(3, windows.Count);
        Scaler scaler = Scaler.Fit(Scaling.MinMax, windows.WithLengths(new[] { 2, 2, 4 }));
        Assert.Equal(0f, scaler.InputOffsets[0]);
        Assert.Equal(3f, scaler.InputScales[0]);

        scaler = Scaler.Fit(Scaling.MinMax, windows.WithLengths(new[] { 2, 3, 4 }));
        Assert.Equal(Padding, scaler.InputScales[0]);
    }

    [Fact]
    public void Targets_past_the_length_of_their_output_are_not_counted()
    {
        float[] inputs = [1, 2, Padding, 3, 4, 5], targets = [10, 20, -Padding, 30, 40, 50];
        WindowDataset windows = WindowDataset.From(inputs, targets, 3, targetColumns: 1).WithLengths(new[] { 2, 3 });
        Scaler scaler = Scaler.Fit(Scaling.MinMax, windows);
        Assert.Equal(10f, scaler.OutputOffsets[0]);
        Assert.Equal(40f, scaler.OutputScales[0]);

        // A target that is no sequence counts whole, whatever its size.
        var model = new LinearModel(3, outputs: 3, scaling: Scaling.MinMax);
        model.FitScaler(windows);
        Assert.Equal(-Padding, model.Scaler!.OutputOffsets[0]);
    }

    [Fact]
    public void The_naive_forecast_is_the_last_valid_step()
    {
        float[] series = [.. Enumerable.Range(0, 12).Select(i => (float)(i * i))];
        WindowDataset windows = WindowDataset.Of(series, 4, period: 2).WithLengths(Enumerable.Repeat(3, 8).ToArray());
        float[] value = new float[1];
        windows.CopyNaive(1, value);
        Assert.Equal(9f, value[0]);
        Assert.True(windows.TryCopySeasonalNaive(1, value));
        Assert.Equal(9f, value[0]);
    }

    [Fact]
    public void Accuracy_reads_no_further_than_the_length()
    {
        // The model answers with the last value that its length lets it see.
        float[] series = [.. Enumerable.Range(0, 12).Select(i => (float)i)];
        WindowDataset windows = WindowDataset.Of(series, 4).WithLengths(new[] { 4, 3, 2, 1, 4, 4, 4, 4 });
        var model = new LastValidModel(4);
        ForecastAccuracy accuracy = ForecastAccuracy.Of(model, windows)!;
        Assert.Equal((1 + 2 + 3 + 4 + 1 + 1 + 1 + 1) / 8.0, accuracy.Mae, 1e-12);
        Assert.Equal(accuracy.Rmse, accuracy.NaiveRmse, 1e-12);
        Assert.Throws<ArgumentException>(() => Backtest.Rolling(model, windows, testSteps: 2));
    }

    private sealed class LastValidModel(int lookBack) : SequenceModel(new LinearKernels(lookBack, 1, 1, Scaling.None, large: false), 1)
    {
        public override void PredictRaw(ReadOnlySpan<float> window, int length, Span<float> output) => output[0] = window[length - 1];
    }
}

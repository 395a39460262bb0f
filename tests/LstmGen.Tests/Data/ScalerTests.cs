using CsCheck;

namespace LstmGen.Tests.Data;

public sealed class ScalerTests
{
    private static readonly float[] Values = [4f, -2f, 10f, 1f, 7f, 7f, 0f, 3f, 5f, 6f];

    [Fact]
    public void Min_max_maps_the_training_span_to_zero_and_one()
    {
        Scaler scaler = Scaler.Fit(Scaling.MinMax, WindowDataset.Of(Values, lookBack: 3));

        Assert.Equal([-2], scaler.InputOffsets.ToArray());
        Assert.Equal([12], scaler.InputScales.ToArray());
        float[] scaled = new float[2];
        scaler.ScaleInput([-2f, 10f], scaled);
        Assert.Equal([0f, 1f], scaled);
    }

    [Fact]
    public void Standard_uses_the_deviation_of_the_population()
    {
        Scaler scaler = Scaler.Fit(Scaling.Standard, WindowDataset.Of(Values, lookBack: 3));

        double mean = Values.Average(v => (double)v);
        Assert.Equal((float)mean, scaler.OutputOffsets[0]);
        Assert.Equal((float)Math.Sqrt(Values.Average(v => (v - mean) * (v - mean))), scaler.OutputScales[0]);
    }

    [Fact]
    public void Robust_uses_median_and_quartiles()
    {
        // Sorted: -2 0 1 3 4 5 6 7 7 10. NumPy: median 4.5, quartiles 1.5 and 6.75.
        Scaler scaler = Scaler.Fit(Scaling.Robust, WindowDataset.Of(Values, lookBack: 3));

        Assert.Equal(4.5, scaler.InputOffsets[0]);
        Assert.Equal(5.25, scaler.InputScales[0]);
    }

    [Fact]
    public void Only_the_training_span_counts()
    {
        float[] series = [.. Enumerable.Range(0, 100).Select(i => (float)i)];
        WindowDataset training = WindowDataset.Of(series, lookBack: 10, horizon: 2).SplitByTime(30).Training.Slice(5, 20);
        Scaler scaler = Scaler.Fit(Scaling.MinMax, training);

        // Windows 5 to 24: inputs from row 5, targets to row 24 + 10 + 2 - 1.
        Assert.Equal(5, scaler.InputOffsets[0]);
        Assert.Equal(30, scaler.InputScales[0]);
    }

    [Fact]
    public void Known_columns_are_scaled_over_the_rows_they_come_from()
    {
        float[] rows = [.. Enumerable.Range(0, 30).Select(i => (float)i)];
        WindowDataset windows = WindowDataset.Of(SeriesTable.Of(("y", rows), ("k", rows)), lookBack: 4, known: ["k"], horizon: 3).Slice(0, 10);
        Scaler scaler = Scaler.Fit(Scaling.MinMax, windows);

        // y: rows 0 to 15; k: shifted by 3, rows 3 to 15.
        Assert.Equal([0, 3], scaler.InputOffsets.ToArray());
        Assert.Equal([15, 12], scaler.InputScales.ToArray());
        Assert.Equal([0], scaler.OutputOffsets.ToArray());
    }

    [Theory]
    [InlineData(Scaling.MinMax)]
    [InlineData(Scaling.Standard)]
    [InlineData(Scaling.Robust)]
    public void A_constant_column_has_the_scale_one(Scaling scaling)
    {
        float[] constant = [.. Enumerable.Repeat(0.1f, 1000)];
        Scaler scaler = Scaler.Fit(scaling, WindowDataset.Of(constant, lookBack: 3));

        Assert.Equal(1, scaler.InputScales[0]);
        float[] scaled = new float[1];
        scaler.ScaleInput([0.1f], scaled);
        Assert.Equal(0f, scaled[0]);
    }

    [Fact]
    public void A_spread_beyond_float_is_refused() =>
        Assert.Contains("column 'series'", Assert.Throws<ArgumentException>(
            () => Scaler.Fit(Scaling.MinMax, WindowDataset.Of(new[] { -3e38f, 3e38f, 0f }, lookBack: 2))).Message, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Ready_made_windows_have_a_scale_for_each_feature_and_each_target_column()
    {
        float[] inputs = [0, 10, 1, 20, 2, 30, 3, 50];
        float[] targets = [0, 100, 1, 300];
        Scaler each = Scaler.Fit(Scaling.MinMax, WindowDataset.From(inputs, targets, lookBack: 2, features: 2));
        Assert.Equal([3, 40], each.InputScales.ToArray());
        Assert.Equal([1, 200], each.OutputScales.ToArray());

        Scaler shared = Scaler.Fit(Scaling.MinMax, WindowDataset.From(inputs, targets, lookBack: 2, features: 2, targetColumns: 1));
        Assert.Equal([300], shared.OutputScales.ToArray());

        Scaler classes = Scaler.Fit(Scaling.Standard, WindowDataset.From(inputs, targets, lookBack: 2, features: 2, scaleTargets: false));
        Assert.Equal([0, 0], classes.OutputOffsets.ToArray());
        Assert.Equal([1, 1], classes.OutputScales.ToArray());
    }

    [Fact]
    public void Scaled_windows_hold_what_the_scaler_makes_of_the_raw_ones()
    {
        WindowDataset windows = WindowDataset.Of(SeriesTable.Of(("a", Values), ("b", Values.Select(v => v * 100).ToArray())), lookBack: 3).Slice(2, 4);
        Scaler scaler = Scaler.Fit(Scaling.Standard, windows);
        WindowDataset scaled = windows.Scaled(scaler);

        float[] raw = new float[6];
        float[] expected = new float[6];
        float[] found = new float[6];
        windows.CopyInput(3, raw);
        scaler.ScaleInput(raw, expected);
        scaled.CopyInput(3, found);
        Assert.Equal(expected, found);
        windows.CopyTarget(3, raw.AsSpan(0, 2));
        scaler.ScaleOutput(raw.AsSpan(0, 2), expected.AsSpan(0, 2));
        scaled.CopyTarget(3, found.AsSpan(0, 2));
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Inverting_takes_values_back() =>
        Gen.Select(Gen.Float[-1e6f, 1e6f].Array[8, 50], Gen.Enum<Scaling>()).Sample((values, scaling) =>
        {
            Scaler scaler = Scaler.Fit(scaling, WindowDataset.Of(values, lookBack: 3));
            float[] there = new float[values.Length];
            float[] back = new float[values.Length];
            scaler.ScaleInput(values, there);
            scaler.UnscaleInput(there, back);
            for (int i = 0; i < values.Length; i++)
            {
                Assert.True(Math.Abs(values[i] - back[i]) <= 4e-7 * 1e6);
            }
        });

    [Fact]
    public void Lengths_that_do_not_fit_are_refused()
    {
        Scaler scaler = Scaler.Fit(Scaling.MinMax, WindowDataset.Of(SeriesTable.Of(("a", Values), ("b", Values)), lookBack: 3));
        Assert.Throws<ArgumentException>(() => scaler.ScaleInput(new float[3], new float[3]));
        Assert.Throws<ArgumentException>(() => scaler.UnscaleOutput(new float[4], new float[6]));
        Assert.Throws<ArgumentException>(() => WindowDataset.Of(Values, lookBack: 3).Scaled(scaler));
    }
}

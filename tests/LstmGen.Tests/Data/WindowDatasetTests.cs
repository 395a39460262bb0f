namespace LstmGen.Tests.Data;

public sealed class WindowDatasetTests
{
    [Fact]
    public void The_target_of_a_window_is_the_value_right_after_it()
    {
        WindowDataset windows = WindowDataset.Of(Ramp(25), lookBack: 20);

        Assert.Equal(5, windows.Count);
        Assert.Equal([.. Enumerable.Range(4, 20).Select(i => (float)i)], Input(windows, 4));
        Assert.Equal([24f], Target(windows, 4));
    }

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(3, 0, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(3, 2, 4)]
    public void The_last_target_step_of_the_window_at_row_i_is_i_plus_look_back_plus_gap_plus_horizon_minus_one(int horizon, int gap, int stride)
    {
        WindowDataset windows = WindowDataset.Of(Ramp(60), lookBack: 7, horizon: horizon, stride: stride, gap: gap);

        Assert.Equal((60 - 7 - gap - horizon) / stride + 1, windows.Count);
        for (int i = 0; i < windows.Count; i++)
        {
            int row = i * stride;
            Assert.Equal(row, Input(windows, i)[0]);
            Assert.Equal([.. Enumerable.Range(row + 7 + gap, horizon).Select(r => (float)r)], Target(windows, i));
        }
    }

    [Fact]
    public void One_series_is_not_copied()
    {
        float[] series = Ramp(30);
        WindowDataset windows = WindowDataset.Of(series, lookBack: 5);
        series[10] = 99;

        Assert.Equal(99f, Target(windows, 5)[0]);
    }

    [Fact]
    public void Doubles_are_rounded_once()
    {
        WindowDataset windows = WindowDataset.Of([0.1, 0.2, 0.3], lookBack: 2);

        Assert.Equal([0.1f, 0.2f], Input(windows, 0));
        Assert.Equal([0.3f], Target(windows, 0));
    }

    [Fact]
    public void Past_columns_come_first_and_known_columns_come_from_the_rows_to_predict()
    {
        SeriesTable table = SeriesTable.Of(("hour", Ramp(12, 100)), ("demand", Ramp(12)), ("wind", Ramp(12, 50)));
        WindowDataset windows = WindowDataset.Of(table, lookBack: 3, targets: ["demand"], known: ["hour"], horizon: 2);

        Assert.Equal(3, windows.Features);
        Assert.Equal(12 - 3 - 2 + 1, windows.Count);
        Assert.Equal([1f, 51f, 103f, 2f, 52f, 104f, 3f, 53f, 105f], Input(windows, 1));
        Assert.Equal([4f, 5f], Target(windows, 1));
    }

    [Fact]
    public void Without_targets_every_past_column_is_predicted_step_by_step()
    {
        SeriesTable table = SeriesTable.Of(("a", Ramp(8)), ("b", Ramp(8, 10)), ("k", Ramp(8, 20)));
        WindowDataset windows = WindowDataset.Of(table, lookBack: 2, known: ["k"], horizon: 2);

        Assert.Equal([2f, 12f, 3f, 13f], Target(windows, 0));
        Assert.Equal([0, 1], windows.Layout!.TargetFeatures.ToArray());
        Assert.Equal(1, windows.Layout.Known);
    }

    [Fact]
    public void A_target_need_not_be_seen()
    {
        SeriesTable table = SeriesTable.Of(("a", Ramp(8)), ("b", Ramp(8, 10)));
        WindowDataset windows = WindowDataset.Of(table, lookBack: 2, targets: ["b"], past: ["a"]);

        Assert.Equal([0f, 1f], Input(windows, 0));
        Assert.Equal([12f], Target(windows, 0));
        Assert.Equal([-1], windows.Layout!.TargetFeatures.ToArray());
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "+infinity")]
    [InlineData(float.NegativeInfinity, "-infinity")]
    public void A_value_that_is_not_finite_is_refused_by_row_and_column(float bad, string word)
    {
        float[] values = Ramp(10);
        values[7] = bad;

        ArgumentException error = Assert.Throws<ArgumentException>(() => SeriesTable.Of(("fine", Ramp(10)), ("bad one", values)));
        Assert.Contains("row 7 of column 'bad one' is " + word, error.Message);
        Assert.Throws<ArgumentException>(() => WindowDataset.Of(values, lookBack: 2));
        error = Assert.Throws<ArgumentException>(() => WindowDataset.From(values, Ramp(5), lookBack: 2));
        Assert.Contains("row 1, column 0 of window 3 is " + word, error.Message);
    }

    [Fact]
    public void A_double_beyond_the_range_of_a_float_is_refused() =>
        Assert.Contains("row 1", Assert.Throws<ArgumentException>(() => WindowDataset.Of([1.0, 1e300, 2.0], lookBack: 1)).Message);

    [Fact]
    public void A_series_too_short_is_refused_with_the_numbers()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => WindowDataset.Of(Ramp(22), lookBack: 20, horizon: 3));
        Assert.Contains("20 steps", error.Message);
        Assert.Contains("need 23 rows; there are 22", error.Message);
        Assert.Equal(1, WindowDataset.Of(Ramp(23), lookBack: 20, horizon: 3).Count);
    }

    [Fact]
    public void Columns_that_do_not_fit_are_refused()
    {
        SeriesTable table = SeriesTable.Of(("a", Ramp(8)), ("b", Ramp(8)));
        Assert.Contains("no column 'c'", Assert.Throws<ArgumentException>(() => WindowDataset.Of(table, 2, targets: ["c"])).Message);
        Assert.Contains("named twice", Assert.Throws<ArgumentException>(() => WindowDataset.Of(table, 2, targets: ["a", "a"])).Message);
        Assert.Contains("known ahead", Assert.Throws<ArgumentException>(() => WindowDataset.Of(table, 2, targets: ["a"], known: ["a"])).Message);
        Assert.Contains("nothing to predict", Assert.Throws<ArgumentException>(() => WindowDataset.Of(table, 2, known: ["a", "b"])).Message);
        Assert.Contains("Two columns", Assert.Throws<ArgumentException>(() => SeriesTable.Of(("a", Ramp(8)), ("a", Ramp(8)))).Message);
        Assert.Contains("9 values", Assert.Throws<ArgumentException>(() => SeriesTable.Of(("a", Ramp(8)), ("b", Ramp(9)))).Message);
    }

    [Fact]
    public void Ready_made_arrays_are_taken_as_they_are()
    {
        WindowDataset windows = WindowDataset.From(Ramp(12), Ramp(6, 100), lookBack: 2, features: 3);

        Assert.Equal(2, windows.Count);
        Assert.Equal(3, windows.TargetSize);
        Assert.Equal([6f, 7f, 8f, 9f, 10f, 11f], Input(windows, 1));
        Assert.Equal([103f, 104f, 105f], Target(windows, 1));
        Assert.False(windows.HasSeries);
        Assert.Throws<InvalidOperationException>(() => windows.CopyNaive(0, new float[3]));
        Assert.Throws<ArgumentException>(() => WindowDataset.From(Ramp(13), Ramp(6), lookBack: 2, features: 3));
        Assert.Throws<ArgumentException>(() => WindowDataset.From(Ramp(12), Ramp(5), lookBack: 2, features: 3));
        Assert.Throws<ArgumentException>(() => WindowDataset.From(Ramp(12), Ramp(6), lookBack: 2, features: 3, targetColumns: 2));
    }

    [Fact]
    public void A_slice_keeps_its_weights()
    {
        WindowDataset windows = WindowDataset.Of(Ramp(10), lookBack: 5).Weighted(Ramp(5)).Slice(1, 3).Slice(1, 2);

        Assert.Equal(2, windows.Count);
        Assert.Equal(2f, windows.WeightOf(0));
        Assert.Equal([7f], Target(windows, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => windows.Slice(1, 2));
        Assert.Throws<ArgumentException>(() => windows.Weighted(Ramp(3)));
        Assert.Throws<ArgumentException>(() => windows.Weighted(new float[] { 1, -1 }));
    }

    [Fact]
    public void Nothing_is_copied_into_room_of_another_size()
    {
        WindowDataset windows = WindowDataset.Of(Ramp(10), lookBack: 5);
        Assert.Throws<ArgumentException>(() => windows.CopyInput(0, new float[6]));
        Assert.Throws<ArgumentException>(() => windows.CopyTarget(0, new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => windows.CopyInput(5, new float[5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => windows.CopyTarget(-1, new float[1]));
    }

    [Fact]
    public void Copying_allocates_nothing()
    {
        WindowDataset windows = WindowDataset.Of(SeriesTable.Of(("a", Ramp(50)), ("b", Ramp(50))), lookBack: 5, period: 7);
        float[] input = new float[10];
        float[] target = new float[2];
        windows.CopyInput(0, input);
        windows.CopyTarget(0, target);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < windows.Count; i++)
        {
            windows.CopyInput(i, input);
            windows.CopyTarget(i, target);
            windows.CopyNaive(i, target);
            windows.TryCopySeasonalNaive(i, target);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static float[] Ramp(int count, int start = 0) => [.. Enumerable.Range(start, count).Select(i => (float)i)];

    private static float[] Input(WindowDataset windows, int index)
    {
        float[] values = new float[windows.InputSize];
        windows.CopyInput(index, values);
        return values;
    }

    private static float[] Target(WindowDataset windows, int index)
    {
        float[] values = new float[windows.TargetSize];
        windows.CopyTarget(index, values);
        return values;
    }
}

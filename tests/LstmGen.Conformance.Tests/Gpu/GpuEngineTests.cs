using LstmGen.Runtime;

namespace LstmGen.Conformance.Gpu;

/// <summary>Models on a GPU whose kernels are interpreted: the bits of the processor, in batches of any size.</summary>
[Trait("Width", "any")]
public sealed class GpuEngineTests
{
    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() * 4 - 2)];
    }

    private static int[] Lengths(int count, int lookBack, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(1, lookBack + 1))];
    }

    private static float[] Series(int count) => [.. Enumerable.Range(0, count).Select(i => MathF.Sin(i * 0.21f) * 3 + i * 0.01f)];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(53)]
    public void Predicts_the_bits_of_the_processor(int windows)
    {
        var device = new InterpretedDevice();
        foreach (SequenceModel model in (SequenceModel[])[new GpuStack(seed: 3), new GpuClasses(seed: 4)])
        {
            ModelDescription d = model.Description;
            float[] inputs = Values(windows * d.InputSize, windows);
            float[] expected = new float[windows * d.OutputSize], actual = new float[expected.Length];
            model.PredictBatch(inputs, expected);
            model.PredictBatch(inputs, actual, device);
            Bits.Equal(expected, actual, d.Name);

            int[] lengths = Lengths(windows, d.LookBack, windows);
            model.PredictBatch(inputs, lengths, expected);
            model.PredictBatch(inputs, lengths, actual, device);
            Bits.Equal(expected, actual, $"{d.Name} with lengths");
        }

        Assert.Equal(0, device.Gpu.Held);
    }

    [Fact]
    public void A_long_batch_goes_in_slices_that_fit_the_free_memory()
    {
        var model = new GpuStack(seed: 3);
        float[] inputs = Values(70 * 21, 1), expected = new float[140], actual = new float[140];
        int[] lengths = Lengths(70, 7, 1);
        model.PredictBatch(inputs, lengths, expected);

        var limited = new InterpretedDevice { SliceLimit = 32 };
        model.PredictBatch(inputs, lengths, actual, limited);
        Bits.Equal(expected, actual, "three slices");
        Assert.Equal([0u, 32u, 64u], limited.Gpu.Launches.Select(launch => launch.Arguments.FirstRow).Distinct());
        Assert.Equal([32u, 32u, 16u], limited.Gpu.Launches.GroupBy(launch => launch.Arguments.FirstRow).Select(slice => slice.First().Arguments.Rows));
        Assert.Equal([8u, 8u, 2u], limited.Gpu.Launches.GroupBy(launch => launch.Arguments.FirstRow).Select(slice => slice.First().Arguments.Tiles));

        var small = new InterpretedDevice();
        small.Gpu.FreeBytes = 100_000;
        Array.Clear(actual);
        model.PredictBatch(inputs, lengths, actual, small);
        Bits.Equal(expected, actual, "little memory");
        uint rows = small.Gpu.Launches.Max(launch => launch.Arguments.Rows);
        Assert.True(rows < 70 && rows * (ulong)small.Gpu.Launches[0].Arguments.TileLength < 50_000, $"{rows} rows at once");
    }

    [Fact]
    public void A_value_that_is_not_finite_is_named_and_nothing_is_written()
    {
        var model = new GpuStack(seed: 3);
        var device = new InterpretedDevice { SliceLimit = 16 };
        float[] inputs = Values(70 * 21, 1), outputs = new float[140];
        inputs[61 * 21 + 4] = float.NaN;
        string expected = Assert.Throws<ArgumentException>(() => model.PredictBatch(inputs, outputs)).Message;
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => model.PredictBatch(inputs, outputs, device)).Message);
        Assert.All(outputs, output => Assert.Equal(0f, output));
        int[] lengths = Enumerable.Repeat(1, 70).ToArray();
        float[] here = new float[140];
        model.PredictBatch(inputs, lengths, here);
        model.PredictBatch(inputs, lengths, outputs, device);
        Bits.Equal(here, outputs, "past its length nobody looks");
        Assert.Throws<ArgumentOutOfRangeException>(() => model.PredictBatch(inputs, [.. lengths[..69], 8], outputs, device));
        model.PredictBatch([], [], device);
    }

    [Fact]
    public void Scaled_models_answer_in_raw_units()
    {
        WindowDataset windows = WindowDataset.Of(Series(120), lookBack: 6);
        var model = new GpuSeries(seed: 1);
        model.Fit(windows, new FitOptions { Epochs = 1 });
        float[] inputs = Values(40 * 6, 2), expected = new float[40], actual = new float[40];
        model.PredictBatch(inputs, expected);
        model.PredictBatch(inputs, actual, new InterpretedDevice());
        Bits.Equal(expected, actual, "scaled");
    }

    [Theory]
    [InlineData(32, 1)]
    [InlineData(7, 2)]
    public void Trains_to_the_bits_of_the_processor(int batch, int epochs)
    {
        WindowDataset windows = WindowDataset.Of(Series(110), lookBack: 6);
        var device = new InterpretedDevice();
        var options = new FitOptions { Epochs = epochs, BatchSize = batch, ValidationSplit = 0.2 };
        var onDevice = new FitOptions { Epochs = epochs, BatchSize = batch, ValidationSplit = 0.2, Device = device };
        SequenceModel there = new GpuSeries(seed: 5), here = new GpuSeries(seed: 5);
        FitReport expected = here.Fit(windows, options), actual = there.Fit(windows, onDevice);
        Bits.Equal(here.Parameters.Values, there.Parameters.Values, "parameters");
        Assert.Equal(expected.Epochs.Select(epoch => (epoch.Loss, epoch.ValidationLoss)), actual.Epochs.Select(epoch => (epoch.Loss, epoch.ValidationLoss)));
        Assert.Equal("interpreted GPU", actual.Device);
        Assert.Contains("on interpreted GPU", actual.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("on CPU", expected.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, device.Gpu.Held);
    }

    [Fact]
    public void Masks_lengths_weights_classes_and_clipping_change_no_bit()
    {
        float[] inputs = Values(60 * 21, 8), targets = Values(60 * 2, 9), weights = [.. Values(60, 10).Select(MathF.Abs)];
        Same(new GpuStack(seed: 2), new GpuStack(seed: 2), WindowDataset.From(inputs, targets, 7, 3).Weighted(weights));
        float[] classes = [.. Enumerable.Range(0, 45).Select(i => (float)(i % 3))];
        Same(new GpuClasses(seed: 2), new GpuClasses(seed: 2), WindowDataset.From(Values(45 * 10, 3), classes, 5, 2));
    }

    [Fact]
    public void Tensors_of_a_head_are_learnt_with_the_loss()
    {
        float[] inputs = Values(50 * 12, 8), tags = [.. Enumerable.Range(0, 50 * 6).Select(i => (float)(i * 7 % 5 % 3))];
        Same(new GpuTagger(seed: 2), new GpuTagger(seed: 2), WindowDataset.From(inputs, tags, 6, 2).WithLengths(Lengths(50, 6, 3)));
    }

    [Fact]
    public void A_loss_in_raw_units_is_that_of_the_processor()
    {
        WindowDataset windows = WindowDataset.Of(Series(80), lookBack: 6);
        SequenceModel here = new GpuSeries(seed: 2), there = new GpuSeries(seed: 2);
        here.Fit(windows, new FitOptions { Loss = Loss.MeanAbsolutePercentageError });
        there.Fit(windows, new FitOptions { Loss = Loss.MeanAbsolutePercentageError, Device = new InterpretedDevice() });
        Bits.Equal(here.Parameters.Values, there.Parameters.Values, "parameters");
    }

    [Fact]
    public void Many_windows_are_evaluated_in_pieces_to_the_same_loss()
    {
        const int Count = 70_001;
        float[] values = Values(2 * Count, 5);
        WindowDataset training = WindowDataset.From(values.AsMemory(0, 40), values.AsMemory(40, 40), 1), validation = WindowDataset.From(values.AsMemory(0, Count), values.AsMemory(Count), 1);
        var device = new InterpretedDevice();
        FitReport here = new GpuLine(seed: 1).Fit(training, new FitOptions { Validation = validation });
        FitReport there = new GpuLine(seed: 1).Fit(training, new FitOptions { Validation = validation, Device = device });
        Assert.Equal(here.ValidationLoss, there.ValidationLoss);
        Assert.True(device.Gpu.Launches.Sum(launch => launch.Arguments.Tiles) > 0);
    }

    private static void Same(SequenceModel here, SequenceModel there, WindowDataset windows)
    {
        var clipping = GradientClipping.ByGlobalNorm(0.5);
        here.Fit(windows, new FitOptions { Epochs = 2, BatchSize = 24, Clipping = clipping });
        there.Fit(windows, new FitOptions { Epochs = 2, BatchSize = 24, Clipping = clipping, Device = new InterpretedDevice() });
        Bits.Equal(here.Parameters.Values, there.Parameters.Values, here.Description.Name);
    }

    [Fact]
    public void What_cannot_run_there_is_refused_in_one_line()
    {
        var device = new InterpretedDevice();
        var model = new NoGpuSeries(seed: 1);
        Assert.Equal($"{model.Description.Name} was compiled without kernels for a GPU: declare it with [LstmModel(…, Gpu = true)].", device.WhyNot(model));
        InvalidOperationException refused = Assert.Throws<InvalidOperationException>(() => model.Fit(WindowDataset.Of(Series(60), lookBack: 6), new FitOptions { Device = device }));
        Assert.Equal($"{model.Description.Name} cannot run on interpreted GPU: {device.WhyNot(model)}", refused.Message);
        Assert.Throws<InvalidOperationException>(() => new GpuStack(seed: 1).Fit(WindowDataset.From(Values(2100, 1), Values(200, 1), 7, 3), new FitOptions { BatchSize = 100, Device = new InterpretedDevice { Gpu = { FreeBytes = 1000 } } }));
        Assert.Null(Device.Cpu.WhyNot(model));
    }
}

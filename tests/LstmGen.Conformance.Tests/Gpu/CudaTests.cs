using LstmGen.Cuda;
using LstmGen.Cuda.Driver;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Gpu;

/// <summary>What can be said of NVIDIA GPUs on a machine with none, or with one.</summary>
[Trait("Width", "any")]
public sealed class CudaTests
{
    private static readonly float[] _series = [.. Enumerable.Range(0, 90).Select(i => MathF.Sin(i * 0.3f))];

    [Fact]
    public void A_machine_without_a_GPU_says_in_one_line_what_is_missing()
    {
        if (CudaDevice.Missing is not { } missing)
        {
            Assert.NotEmpty(CudaDevice.All);
            Assert.Equal(Device.Cuda().Name, CudaDevice.All[0].Name);
            return;
        }

        Assert.Equal(0, CudaDevice.Count);
        Assert.Empty(CudaDevice.All);
        Assert.DoesNotContain('\n', missing);
        Assert.EndsWith(".", missing, StringComparison.Ordinal);
        Assert.Equal(missing, Assert.Throws<InvalidOperationException>(() => Device.Cuda()).Message);
    }

    [Fact]
    public void Automatic_falls_back_to_the_processor_and_the_report_says_why()
    {
        WindowDataset windows = WindowDataset.Of(_series, lookBack: 6);
        var model = new NoGpuSeries(seed: 1);
        FitReport report = model.Fit(windows, new FitOptions { Device = Device.Auto });
        Assert.Equal("CPU", report.Device);
        Assert.NotNull(report.DeviceReason);
        Assert.Contains($"on CPU\nNot on a GPU: {report.DeviceReason}\n", report.ToString().Replace("; best epoch 1", "", StringComparison.Ordinal), StringComparison.Ordinal);
        var other = new NoGpuSeries(seed: 1);
        other.Fit(windows);
        Bits.Equal(other.Parameters.Values, model.Parameters.Values, "parameters");

        float[] expected = new float[3], actual = new float[3], inputs = _series[..18];
        model.PredictBatch(inputs, expected);
        model.PredictBatch(inputs, actual, Device.Auto);
        Bits.Equal(expected, actual, "outputs");
    }

    /// <summary>Where there is a GPU, the bits of the processor.</summary>
    [Fact]
    public void A_GPU_trains_and_predicts_the_bits_of_the_processor()
    {
        if (CudaDevice.Missing is not null) return;
        WindowDataset windows = WindowDataset.Of(_series, lookBack: 6);
        SequenceModel here = new GpuSeries(seed: 1), there = new GpuSeries(seed: 1);
        here.Fit(windows, new FitOptions { Epochs = 3 });
        there.Fit(windows, new FitOptions { Epochs = 3, Device = Device.Cuda() });
        Bits.Equal(here.Parameters.Values, there.Parameters.Values, "parameters");
    }

    [Fact]
    public void Kernels_that_nobody_launches_are_not_compiled()
    {
        string text = PtxProgram.Head + PtxProgram.Kernel("first", "") + PtxProgram.Kernel("first_2", "") + PtxProgram.Kernel("last", "mov.u32 %r1, 7;");
        Assert.Equal(["first_2"], new PtxModule(PtxExtract.Of(text, [Launch("first_2")])).Kernels.Keys);
        Assert.Equal(["first", "last"], new PtxModule(PtxExtract.Of(text, [Launch("last"), Launch("first"), Launch("last")])).Kernels.Keys.Order());
        Assert.Equal(text, PtxExtract.Of(text, [Launch("last"), Launch("first"), Launch("first_2")]));
    }

    private static GpuLaunch Launch(string kernel) => new(kernel, 32, 0, GpuGrid.Fixed, 1);
}

using LstmGen.Runtime;

namespace LstmGen;

/// <summary>
/// Where a model's passes run: on the processor, or on a GPU (package LstmGen.Cuda: <c>Device.Cuda()</c>). All devices give the same bits; only the time differs.
/// </summary>
public abstract class Device
{
    /// <summary>For devices.</summary>
    protected Device()
    {
    }

    /// <summary>This machine's processor.</summary>
    public static Device Cpu { get; } = new Processor();

    /// <summary>What it is called, such as "CPU" or "NVIDIA H100 80GB HBM3".</summary>
    public abstract string Name { get; }

    /// <summary>What keeps a model from running here, in one line; null where nothing does.</summary>
    /// <param name="model">The model.</param>
    public abstract string? WhyNot(SequenceModel model);

    /// <summary>Gets ready to run the models of one class. The processor needs nothing and gives null.</summary>
    /// <param name="kernels">Of the class.</param>
    /// <exception cref="InvalidOperationException">The device cannot run them.</exception>
    public abstract DeviceEngine? Open(ModelKernels kernels);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private sealed class Processor : Device
    {
        public override string Name => "CPU";

        public override string? WhyNot(SequenceModel model) => null;

        public override DeviceEngine? Open(ModelKernels kernels) => null;
    }
}

using LstmGen.Runtime;

namespace LstmGen.Cuda;

/// <summary>The GPUs of this machine, as members of <see cref="Device"/>.</summary>
public static class CudaDevices
{
    extension(Device)
    {
        /// <summary>A GPU of this machine.</summary>
        /// <param name="ordinal">Its number in the driver's order, from 0.</param>
        /// <exception cref="InvalidOperationException">There is no GPU, no driver, or one that is too old: the message says which.</exception>
        /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
        public static CudaDevice Cuda(int ordinal = 0)
        {
            if (CudaDevice.Missing is { } missing) throw new InvalidOperationException(missing);
            return ordinal >= 0 && ordinal < CudaDevice.Count
                ? CudaDevice.All[ordinal]
                : throw new ArgumentOutOfRangeException(nameof(ordinal), ordinal, $"Expected the number of a GPU, 0 to {CudaDevice.Count - 1}.");
        }

        /// <summary>The first GPU of this machine for each model that can run there, and the processor for the others: FitReport.DeviceReason says why.</summary>
        public static Device Auto => AutomaticDevice.Instance;
    }

    private sealed class AutomaticDevice : Device
    {
        public static readonly AutomaticDevice Instance = new();

        public override string Name => "GPU or CPU";

        public override Device ChooseFor(SequenceModel model, out string? reason)
        {
            reason = CudaDevice.Missing ?? CudaDevice.All[0].WhyNot(model);
            return reason is null ? CudaDevice.All[0] : Cpu;
        }

        protected override string? WhyNot(ModelKernels kernels) => null;

        public override DeviceEngine? Open(ModelKernels kernels) => CudaDevice.Missing is null && CudaDevice.All[0].Reason(kernels) is null ? CudaDevice.All[0].Open(kernels) : null;
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using LstmGen.Cuda.Driver;
using LstmGen.Cuda.Engine;
using LstmGen.Runtime;

namespace LstmGen.Cuda;

/// <summary>An NVIDIA GPU of this machine. It gives the bits of the processor. Any number of threads may use one; each has memory of its own there.</summary>
public sealed class CudaDevice : Device
{
    /// <summary>Engines of a class that nobody uses and that are kept.</summary>
    private const int MostIdle = 2;

    private static readonly Lazy<CudaDevice[]> _all = new(FindAll);

    private readonly CudaContext _context;
    private readonly ConditionalWeakTable<ModelKernels, Stack<GpuEngine>> _idle = [];

    private CudaDevice(int ordinal)
    {
        Ordinal = ordinal;
        _context = new CudaContext(ordinal);
    }

    /// <summary>What keeps GPUs from being used on this machine, in one line; null where nothing does.</summary>
    public static string? Missing => CudaLibrary.Missing;

    /// <summary>How many GPUs there are; 0 where there is no driver.</summary>
    public static int Count => _all.Value.Length;

    /// <summary>The GPUs, in the driver's order.</summary>
    public static IReadOnlyList<CudaDevice> All => _all.Value;

    /// <summary>Its number in the driver's order, from 0.</summary>
    public int Ordinal { get; }

    /// <inheritdoc/>
    public override string Name => _context.Name;

    /// <summary>Bytes of its memory.</summary>
    public long MemoryBytes => _context.TotalBytes;

    /// <summary>Its multiprocessors, of which each runs one block or several at once.</summary>
    public int Multiprocessors => _context.MultiprocessorCount;

    /// <summary>Its compute capability, such as 9.0.</summary>
    public Version ComputeCapability => new(_context.Capability.Major, _context.Capability.Minor);

    /// <summary>Whether <see cref="KernelMilliseconds"/> is measured, of engines that are opened from now on. The host then waits for every batch.</summary>
    internal bool Measures { get; set; }

    /// <summary>What launches took on the device in calls that have ended, added up.</summary>
    internal double KernelMilliseconds { get; set; }

    /// <summary>Its clock in kHz at most.</summary>
    internal int ClockKilohertz => _context.ClockKilohertz;

    /// <summary>Gives back the memory that is kept on it for the next call. What runs keeps its own.</summary>
    public void ReleaseMemory()
    {
        lock (_idle)
        {
            foreach ((_, Stack<GpuEngine> engines) in _idle)
            {
                while (engines.TryPop(out GpuEngine? engine)) engine.Free();
            }
        }
    }

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public override DeviceEngine? Open(ModelKernels kernels)
    {
        ArgumentNullException.ThrowIfNull(kernels);
        if (WhyNot(kernels) is { } reason) throw new InvalidOperationException(reason);
        GpuEngine engine = FindIdle(kernels) ?? new GpuEngine(new CudaDriver(_context, ReleaseMemory), kernels, engine => Return(kernels, engine));
        (engine.Measures, engine.KernelMilliseconds) = (Measures, 0.0);
        return engine;
    }

    /// <inheritdoc/>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    protected override string? WhyNot(ModelKernels kernels)
    {
        if (base.WhyNot(kernels) is { } reason) return reason;
        if (_context.Capability.Major < 8) return $"{Name} has compute capability {ComputeCapability}, and 8.0 or higher is needed (Ampere or newer).";
        int shared = 0;
        foreach (GpuLaunch launch in (ReadOnlySpan<GpuLaunch>)[.. kernels.Gpu!.Predict, .. kernels.Gpu.Forward, .. kernels.Gpu.Backward]) shared = Math.Max(shared, launch.SharedBytes);
        return shared > _context.MostSharedBytes
            ? $"{kernels.Description.Name} needs {shared} bytes of shared memory in a block, and {Name} has {_context.MostSharedBytes}."
            : null;
    }

    /// <summary>What keeps the models of one class from running here.</summary>
    internal string? Reason(ModelKernels kernels) => WhyNot(kernels);

    private GpuEngine? FindIdle(ModelKernels kernels)
    {
        lock (_idle)
        {
            return _idle.TryGetValue(kernels, out Stack<GpuEngine>? engines) && engines.TryPop(out GpuEngine? engine) ? engine : null;
        }
    }

    private void Return(ModelKernels kernels, GpuEngine engine)
    {
        lock (_idle)
        {
            KernelMilliseconds += engine.KernelMilliseconds;
            Stack<GpuEngine> engines = _idle.GetOrCreateValue(kernels);
            if (engines.Count < MostIdle)
            {
                engines.Push(engine);
                return;
            }
        }

        engine.Free();
    }

    private static CudaDevice[] FindAll()
    {
        if (CudaLibrary.Missing is not null) return [];
        CudaLibrary.Check(CudaCalls.cuDeviceGetCount(out int count), nameof(CudaCalls.cuDeviceGetCount));
        var devices = new CudaDevice[count];
        for (int i = 0; i < count; i++) devices[i] = new CudaDevice(i);
        return devices;
    }
}

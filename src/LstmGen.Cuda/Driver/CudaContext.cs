using System.Text;

namespace LstmGen.Cuda.Driver;

/// <summary>A GPU of this machine: what it is, and the primary context of the process on it, which is made on first use and kept.</summary>
internal sealed unsafe class CudaContext
{
    private const int ClockRate = 13, Multiprocessors = 16, Major = 75, Minor = 76, MaxSharedBytesPerBlock = 97;

    private readonly int _device;
    private readonly Lazy<nint> _context;

    /// <summary>The GPU of a number, which has to be there.</summary>
    public CudaContext(int ordinal)
    {
        CudaLibrary.Check(CudaCalls.cuDeviceGet(out _device, ordinal), nameof(CudaCalls.cuDeviceGet));
        const int Length = 256;
        byte* name = stackalloc byte[Length];
        CudaLibrary.Check(CudaCalls.cuDeviceGetName(name, Length, _device), nameof(CudaCalls.cuDeviceGetName));
        Name = Encoding.UTF8.GetString(new ReadOnlySpan<byte>(name, Length)).TrimEnd('\0');
        int end = Name.IndexOf('\0', StringComparison.Ordinal);
        if (end >= 0) Name = Name[..end];
        CudaLibrary.Check(CudaCalls.cuDeviceTotalMem(out nuint bytes, _device), nameof(CudaCalls.cuDeviceTotalMem));
        TotalBytes = (long)bytes;
        Capability = (Attribute(Major), Attribute(Minor));
        MultiprocessorCount = Attribute(Multiprocessors);
        ClockKilohertz = Attribute(ClockRate);
        MostSharedBytes = Attribute(MaxSharedBytesPerBlock);
        _context = new Lazy<nint>(() =>
        {
            CudaLibrary.Check(CudaCalls.cuDevicePrimaryCtxRetain(out nint context, _device), nameof(CudaCalls.cuDevicePrimaryCtxRetain));
            return context;
        });
    }

    /// <summary>What it is called.</summary>
    public string Name { get; }

    /// <summary>Its memory.</summary>
    public long TotalBytes { get; }

    /// <summary>Its compute capability.</summary>
    public (int Major, int Minor) Capability { get; }

    /// <summary>How many blocks may run at once, at least.</summary>
    public int MultiprocessorCount { get; }

    /// <summary>The most shared memory of a block.</summary>
    public int MostSharedBytes { get; }

    /// <summary>Its clock at most.</summary>
    public int ClockKilohertz { get; }

    /// <summary>What is compiled for it.</summary>
    public CudaModules Modules { get; } = new();

    /// <summary>Makes the calls of this thread go to it.</summary>
    public void Enter()
    {
        // Always: who else uses the driver in this process may have set another meanwhile, and asking costs as much.
        CudaLibrary.Check(CudaCalls.cuCtxSetCurrent(_context.Value), nameof(CudaCalls.cuCtxSetCurrent));
    }

    private int Attribute(int attribute)
    {
        CudaLibrary.Check(CudaCalls.cuDeviceGetAttribute(out int value, attribute, _device), nameof(CudaCalls.cuDeviceGetAttribute));
        return value;
    }
}

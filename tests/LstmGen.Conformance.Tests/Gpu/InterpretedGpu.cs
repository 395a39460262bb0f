using System.Runtime.InteropServices;
using LstmGen.Cuda.Engine;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Gpu;

/// <summary>A GPU whose kernels are interpreted. What it is asked for happens at once.</summary>
internal sealed unsafe class InterpretedGpu : IGpu
{
    private readonly PtxMemory _memory = new() { UnwrittenIsNan = true };
    private readonly PtxInterpreter _interpreter;
    private readonly Dictionary<string, PtxModule> _modules = [];
    private readonly List<PtxKernel> _kernels = [];
    private readonly HashSet<nint> _host = [];

    public InterpretedGpu() => _interpreter = new PtxInterpreter(_memory);

    /// <summary>Bytes that it says are free.</summary>
    public long FreeBytes { get; set; } = 1 << 30;

    /// <summary>What was launched: kernel, blocks along x and y, rows, tiles.</summary>
    public List<(string Kernel, int GridX, int GridY, GpuArguments Arguments)> Launches { get; } = [];

    /// <summary>Instructions that were executed.</summary>
    public long Executed => _interpreter.Executed;

    /// <summary>Pieces of memory, of the device and of the host, that nobody gave back.</summary>
    public int Held => _memory.Held + _host.Count;

    public ulong Allocate(long bytes) => _memory.Allocate(bytes);

    public void Free(ulong address) => _memory.Free(address);

    public nint AllocateHost(long bytes)
    {
        nint address = (nint)NativeMemory.AlignedAlloc((nuint)bytes, 64);
        _host.Add(address);
        return address;
    }

    public void FreeHost(nint address)
    {
        Assert.True(_host.Remove(address));
        NativeMemory.AlignedFree((void*)address);
    }

    public void Upload(ulong to, nint from, long bytes) => _memory.Upload(to, new ReadOnlySpan<uint>((void*)from, checked((int)(bytes / 4))));

    public void Download(nint to, ulong from, long bytes) => _memory.Download(from, new Span<uint>((void*)to, checked((int)(bytes / 4))));

    public void Clear(ulong address, long bytes) => _memory.Upload(address, new uint[bytes / 4]);

    public nint[] Load(string ptx, ReadOnlySpan<GpuLaunch> launches)
    {
        if (!_modules.TryGetValue(ptx, out PtxModule? module)) _modules.Add(ptx, module = new PtxModule(ptx));
        nint[] handles = new nint[launches.Length];
        for (int i = 0; i < handles.Length; i++)
        {
            handles[i] = _kernels.Count;
            _kernels.Add(module.Kernels[launches[i].Kernel]);
        }

        return handles;
    }

    public void Launch(nint kernel, int gridX, int gridY, int threads, int sharedBytes, in GpuArguments arguments)
    {
        GpuArguments copy = arguments;
        Launches.Add((_kernels[(int)kernel].Name, gridX, gridY, copy));
        _interpreter.Launch(_kernels[(int)kernel], gridX, gridY, threads, sharedBytes, MemoryMarshal.AsBytes(new ReadOnlySpan<GpuArguments>(in copy)));
    }

    public void Record(int mark)
    {
    }

    public void Wait(int mark)
    {
    }

    public void Close()
    {
    }

    public double Between(int first, int second) => 0.0;

    public void Synchronize()
    {
    }
}

/// <summary>A device over it: the engine that runs on GPUs, with the kernels interpreted.</summary>
internal sealed class InterpretedDevice : Device
{
    /// <summary>Where it runs.</summary>
    public InterpretedGpu Gpu { get; } = new();

    /// <summary>The most rows of a slice.</summary>
    public int SliceLimit { get; init; } = GpuEngine.MostSliceRows;

    public override string Name => "interpreted GPU";

    public override DeviceEngine? Open(ModelKernels kernels) => new GpuEngine(Gpu, kernels) { SliceLimit = SliceLimit };
}

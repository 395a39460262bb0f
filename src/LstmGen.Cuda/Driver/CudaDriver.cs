using LstmGen.Cuda.Engine;
using LstmGen.Runtime;

namespace LstmGen.Cuda.Driver;

/// <summary>One NVIDIA GPU through its driver: the primary context of the process, and one stream for all that is asked of it by one engine.</summary>
internal sealed unsafe class CudaDriver : IGpu
{
    private readonly CudaContext _context;
    private readonly Action _makeRoom;
    private readonly nint _stream;
    private readonly nint[] _marks = new nint[IGpu.Marks];

    /// <summary>A stream of its own on a device.</summary>
    /// <param name="context">The device.</param>
    /// <param name="makeRoom">Gives memory back that is kept for later, when there is too little.</param>
    public CudaDriver(CudaContext context, Action makeRoom)
    {
        (_context, _makeRoom) = (context, makeRoom);
        _context.Enter();
        CudaLibrary.Check(CudaCalls.cuStreamCreate(out _stream, 1), nameof(CudaCalls.cuStreamCreate));
        for (int i = 0; i < _marks.Length; i++)
        {
            CudaLibrary.Check(CudaCalls.cuEventCreate(out _marks[i], 0), nameof(CudaCalls.cuEventCreate));
        }
    }

    /// <inheritdoc/>
    public long FreeBytes
    {
        get
        {
            _context.Enter();
            CudaLibrary.Check(CudaCalls.cuMemGetInfo(out nuint free, out _), nameof(CudaCalls.cuMemGetInfo));
            return (long)free;
        }
    }

    /// <inheritdoc/>
    public ulong Allocate(long bytes)
    {
        _context.Enter();
        int code = CudaCalls.cuMemAlloc(out ulong address, (nuint)bytes);
        if (code == CudaLibrary.OutOfMemory)
        {
            _makeRoom();
            code = CudaCalls.cuMemAlloc(out address, (nuint)bytes);
        }

        CudaLibrary.Check(code, $"cuMemAlloc ({bytes} bytes)");
        return address;
    }

    /// <inheritdoc/>
    public void Free(ulong address)
    {
        _context.Enter();
        CudaLibrary.Check(CudaCalls.cuMemFree(address), nameof(CudaCalls.cuMemFree));
    }

    /// <inheritdoc/>
    public nint AllocateHost(long bytes)
    {
        _context.Enter();
        CudaLibrary.Check(CudaCalls.cuMemHostAlloc(out nint address, (nuint)bytes, 1), $"cuMemHostAlloc ({bytes} bytes)");
        return address;
    }

    /// <inheritdoc/>
    public void FreeHost(nint address)
    {
        _context.Enter();
        CudaLibrary.Check(CudaCalls.cuMemFreeHost(address), nameof(CudaCalls.cuMemFreeHost));
    }

    /// <inheritdoc/>
    public void Upload(ulong to, nint from, long bytes)
    {
        _context.Enter();
        CudaLibrary.Check(CudaCalls.cuMemcpyHtoDAsync(to, from, (nuint)bytes, _stream), nameof(CudaCalls.cuMemcpyHtoDAsync));
    }

    /// <inheritdoc/>
    public void Download(nint to, ulong from, long bytes)
    {
        _context.Enter();
        CudaLibrary.Check(CudaCalls.cuMemcpyDtoHAsync(to, from, (nuint)bytes, _stream), nameof(CudaCalls.cuMemcpyDtoHAsync));
    }

    /// <inheritdoc/>
    public void Clear(ulong address, long bytes)
    {
        _context.Enter();
        CudaLibrary.Check(CudaCalls.cuMemsetD8Async(address, 0, (nuint)bytes, _stream), nameof(CudaCalls.cuMemsetD8Async));
    }

    /// <inheritdoc/>
    public nint[] Load(string ptx, ReadOnlySpan<GpuLaunch> launches)
    {
        _context.Enter();
        return _context.Modules.Find(ptx, launches);
    }

    /// <inheritdoc/>
    public void Launch(nint kernel, int gridX, int gridY, int threads, int sharedBytes, in GpuArguments arguments)
    {
        _context.Enter();
        fixed (GpuArguments* at = &arguments)
        {
            void* only = at;
            CudaLibrary.Check(
                CudaCalls.cuLaunchKernel(kernel, (uint)gridX, (uint)gridY, 1, (uint)threads, 1, 1, (uint)sharedBytes, _stream, &only, null),
                nameof(CudaCalls.cuLaunchKernel));
        }
    }

    /// <inheritdoc/>
    public void Record(int mark)
    {
        _context.Enter();
        CudaLibrary.Check(CudaCalls.cuEventRecord(_marks[mark], _stream), nameof(CudaCalls.cuEventRecord));
    }

    /// <inheritdoc/>
    public void Wait(int mark)
    {
        _context.Enter();
        CudaLibrary.Check(CudaCalls.cuEventSynchronize(_marks[mark]), nameof(CudaCalls.cuEventSynchronize));
    }

    /// <inheritdoc/>
    public double Between(int first, int second)
    {
        _context.Enter();
        CudaLibrary.Check(CudaCalls.cuEventElapsedTime(out float milliseconds, _marks[first], _marks[second]), nameof(CudaCalls.cuEventElapsedTime));
        return milliseconds;
    }

    /// <inheritdoc/>
    public void Synchronize()
    {
        _context.Enter();
        CudaLibrary.Check(CudaCalls.cuStreamSynchronize(_stream), nameof(CudaCalls.cuStreamSynchronize));
    }

    /// <inheritdoc/>
    public void Close()
    {
        _context.Enter();
        foreach (nint mark in _marks) CudaLibrary.Check(CudaCalls.cuEventDestroy(mark), nameof(CudaCalls.cuEventDestroy));
        CudaLibrary.Check(CudaCalls.cuStreamDestroy(_stream), nameof(CudaCalls.cuStreamDestroy));
    }
}

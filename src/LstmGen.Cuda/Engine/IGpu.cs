using LstmGen.Runtime;

namespace LstmGen.Cuda.Engine;

/// <summary>
/// What a GPU does for an engine: memory, copies and launches, all in the order of the calls. Copies and launches may still be going on when their call returns; <see cref="Wait"/> and
/// <see cref="Synchronize"/> wait for them.
/// </summary>
internal interface IGpu
{
    /// <summary>Bytes of device memory that nobody uses.</summary>
    long FreeBytes { get; }

    /// <summary>Reserves device memory; what it holds is not said.</summary>
    /// <exception cref="InsufficientMemoryException">There is not so much.</exception>
    ulong Allocate(long bytes);

    /// <summary>Gives device memory back.</summary>
    void Free(ulong address);

    /// <summary>Reserves memory of the host that copies are fastest from and to.</summary>
    nint AllocateHost(long bytes);

    /// <summary>Gives it back.</summary>
    void FreeHost(nint address);

    /// <summary>Copies to the device. The host's memory is not to be written before a wait.</summary>
    void Upload(ulong to, nint from, long bytes);

    /// <summary>Copies from the device. The host's memory is not to be read before a wait.</summary>
    void Download(nint to, ulong from, long bytes);

    /// <summary>Writes zeros.</summary>
    void Clear(ulong address, long bytes);

    /// <summary>Makes kernels ready for this GPU; the second time they are.</summary>
    /// <param name="ptx">A text that has them, and others.</param>
    /// <param name="launches">The launches that they are for.</param>
    /// <returns>A handle for each launch.</returns>
    nint[] Load(string ptx, ReadOnlySpan<GpuLaunch> launches);

    /// <summary>Launches a kernel.</summary>
    void Launch(nint kernel, int gridX, int gridY, int threads, int sharedBytes, in GpuArguments arguments);

    /// <summary>Notes this place in the order of calls.</summary>
    /// <param name="mark">0 to <see cref="Marks"/> − 1.</param>
    void Record(int mark);

    /// <summary>Waits for all before a place that was noted.</summary>
    void Wait(int mark);

    /// <summary>Milliseconds of the device between two places, after a wait for the second.</summary>
    double Between(int first, int second);

    /// <summary>Waits for all.</summary>
    void Synchronize();

    /// <summary>Ends: nothing is asked of it any more.</summary>
    void Close();

    /// <summary>Places that can be noted at once.</summary>
    const int Marks = 4;
}

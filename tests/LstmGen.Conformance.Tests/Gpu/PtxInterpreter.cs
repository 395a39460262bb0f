namespace LstmGen.Conformance.Gpu;

/// <summary>
/// Runs kernels as a GPU would, exactly and slowly: block by block, each thread of a block to the next barrier. What a GPU may do to a wrong program in silence is an exception here.
/// </summary>
internal sealed partial class PtxInterpreter(PtxMemory memory)
{
    /// <summary>The most bytes of shared memory that a block may have.</summary>
    public const int MostShared = 227 * 1024;

    /// <summary>Instructions of a launch beyond which it is taken to have no end.</summary>
    public long MostInstructions { get; init; } = 100_000_000_000;

    /// <summary>Instructions that were executed, of all threads.</summary>
    public long Executed { get; private set; }

    private readonly byte[] _arguments = new byte[PtxModule.ArgumentBytes];
    private ulong[] _places = [];
    private int[] _at = [];

    /// <summary>Launches a kernel and waits for its end.</summary>
    /// <param name="kernel">Which.</param>
    /// <param name="gridX">Blocks along x.</param>
    /// <param name="gridY">Blocks along y.</param>
    /// <param name="threads">Threads of a block.</param>
    /// <param name="sharedBytes">Shared memory of a block.</param>
    /// <param name="arguments">The block of arguments.</param>
    /// <exception cref="PtxException">The kernel goes wrong: it, its line, its block and its thread are named.</exception>
    public void Launch(PtxKernel kernel, int gridX, int gridY, int threads, int sharedBytes, ReadOnlySpan<byte> arguments)
    {
        if (arguments.Length != PtxModule.ArgumentBytes) throw new PtxException($"{kernel.Name} takes {PtxModule.ArgumentBytes} bytes of arguments, not {arguments.Length}.");
        if (threads < 1 || threads > kernel.MaxThreads) throw new PtxException($"{kernel.Name} takes 1 to {kernel.MaxThreads} threads, not {threads}.");
        if (gridX < 1 || gridY is < 1 or > 65_535) throw new PtxException($"{kernel.Name} cannot have {gridX} × {gridY} blocks.");
        if (sharedBytes is < 0 or > MostShared) throw new PtxException($"{kernel.Name} cannot have {sharedBytes} bytes of shared memory.");
        arguments.CopyTo(_arguments);
        memory.BeginLaunch();
        int places = kernel.Places.Length;
        if (_places.Length < places * threads) _places = new ulong[places * threads];
        if (_at.Length < threads) _at = new int[threads];
        for (int y = 0; y < gridY; y++)
        {
            for (int x = 0; x < gridX; x++)
            {
                memory.BeginBlock(sharedBytes);
                for (int thread = 0; thread < threads; thread++)
                {
                    Span<ulong> mine = _places.AsSpan(thread * places, places);
                    kernel.Places.CopyTo(mine);
                    mine[PtxKernel.TidX] = (ulong)thread;
                    mine[PtxKernel.NtidX] = (ulong)threads;
                    (mine[PtxKernel.CtaidX], mine[PtxKernel.CtaidY]) = ((ulong)x, (ulong)y);
                    (mine[PtxKernel.NctaidX], mine[PtxKernel.NctaidY]) = ((ulong)gridX, (ulong)gridY);
                }

                RunBlock(kernel, threads, $"block {x}, {y}");
            }
        }
    }

    private void RunBlock(PtxKernel kernel, int threads, string block)
    {
        int places = kernel.Places.Length;
        Array.Clear(_at, 0, threads);
        while (true)
        {
            for (int thread = 0; thread < threads; thread++)
            {
                int at = _at[thread];
                try
                {
                    _at[thread] = RunThread(kernel.Ops, _places.AsSpan(thread * places, places), ref at, thread);
                }
                catch (Exception wrong) when (wrong is PtxException or IndexOutOfRangeException)
                {
                    throw new PtxException($"{kernel.At(at)}: {block}, thread {thread} {wrong.Message}.");
                }

                if (_at[thread] != _at[0]) throw new PtxException($"{kernel.Name}: {block}, thread {thread} {Stop(kernel, _at[thread])}, thread 0 {Stop(kernel, _at[0])}.");
            }

            if (_at[0] == kernel.Ops.Length) return;
            memory.Barrier();
        }
    }

    private static string Stop(PtxKernel kernel, int at) => at == kernel.Ops.Length ? "has ended" : $"waits at the barrier in line {kernel.Lines[at - 1]}";
}

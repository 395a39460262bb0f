using System.Runtime.InteropServices;

namespace LstmGen.Conformance.Gpu;

/// <summary>A 32-bit word of memory, and who wrote and read it last.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PtxWord
{
    /// <summary>What it holds.</summary>
    public uint Value;

    /// <summary>Whether somebody of another block has read it in this launch.</summary>
    public bool ReadElsewhere;

    /// <summary>When it was written, times 2,048, and by which thread; 0 for never, 1 for by the host.</summary>
    public long Writer;

    /// <summary>When it was read, times 2,048, and by which thread, or that several did.</summary>
    public long Reader;
}

/// <summary>
/// The memory of a device. It says of every access whether it is in bounds, whether what is read was written, and whether two threads are in each other's way: two accesses to a word, one of them a write, by
/// two threads of a block in the same interval between two barriers, or by two blocks of a launch.
/// </summary>
/// <remarks>Blocks run one after another, and intervals of a block too. Each interval has a number, its time, that only grows.</remarks>
internal sealed class PtxMemory
{
    /// <summary>Where shared memory begins: no address of it is 0.</summary>
    public const uint SharedBase = 1024;

    private const int AllocationShift = 36;
    private const int ThreadBits = 11;
    private const long Several = (1 << ThreadBits) - 1;
    private const long ByHost = 1;

    /// <summary>What global memory that nobody has written reads as, where it may be read.</summary>
    private const uint Nan = 0x7FAD_DEAD;

    private readonly List<PtxWord[]?> _allocations = [];
    private PtxWord[] _shared = [];
    private int _sharedWords;
    private long _launch = 1, _block = 1;

    /// <summary>The number of the interval that runs.</summary>
    public long Time { get; private set; } = 1;

    /// <summary>
    /// Whether kernels may read global memory that nobody has written: it is NaN then, which is in no result that does not use it. Steps past a row's length are read with others and thrown away.
    /// </summary>
    public bool UnwrittenIsNan { get; init; }

    /// <summary>Reserves memory of which nothing is written.</summary>
    /// <param name="bytes">A multiple of 4.</param>
    /// <returns>Its address.</returns>
    public ulong Allocate(long bytes)
    {
        _allocations.Add(new PtxWord[bytes / 4]);
        return (ulong)_allocations.Count << AllocationShift;
    }

    /// <summary>Gives it back.</summary>
    public void Free(ulong address)
    {
        int at = (int)(address >> AllocationShift) - 1;
        if (at < 0 || at >= _allocations.Count || _allocations[at] is null || address << (64 - AllocationShift) != 0) throw new PtxException($"0x{address:x} is no allocation.");
        _allocations[at] = null;
    }

    /// <summary>Allocations that nobody gave back.</summary>
    public int Held => _allocations.Count(a => a is not null);

    /// <summary>The host writes.</summary>
    public void Upload(ulong address, ReadOnlySpan<uint> values)
    {
        Span<PtxWord> words = Words(address, values.Length);
        for (int i = 0; i < words.Length; i++) words[i] = new PtxWord { Value = values[i], Writer = ByHost };
    }

    /// <summary>The host reads.</summary>
    public void Download(ulong address, Span<uint> values)
    {
        ReadOnlySpan<PtxWord> words = Words(address, values.Length);
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i].Writer == 0) throw new PtxException($"The host reads word {i} at 0x{address + (ulong)i * 4:x}, which nobody has written.");
            values[i] = words[i].Value;
        }
    }

    /// <summary>A launch begins.</summary>
    public void BeginLaunch() => _launch = ++Time;

    /// <summary>A block begins, with shared memory of its own.</summary>
    public void BeginBlock(int sharedBytes)
    {
        _block = ++Time;
        _sharedWords = (sharedBytes + 3) / 4;
        if (_shared.Length < _sharedWords) _shared = new PtxWord[_sharedWords];
    }

    /// <summary>All threads of the block are at a barrier.</summary>
    public void Barrier() => Time++;

    /// <summary>A word of global memory is read.</summary>
    public uint ReadGlobal(ulong address, int thread)
    {
        ref PtxWord word = ref Global(address);
        if (word.Writer == 0)
        {
            return UnwrittenIsNan ? Nan : throw new PtxException($"reads global memory at 0x{address:x} that nobody has written");
        }

        CheckBlock(word.Writer, "reads global memory", address);
        CheckWriter(word.Writer, thread, "reads global memory", address);
        if (word.Reader >> ThreadBits is var read && read >= _launch && read < _block) word.ReadElsewhere = true;
        else if (read < _launch) word.ReadElsewhere = false;
        Note(ref word.Reader, thread);
        return word.Value;
    }

    /// <summary>A word of global memory is written.</summary>
    public void WriteGlobal(ulong address, uint value, int thread)
    {
        ref PtxWord word = ref Global(address);
        CheckBlock(word.Writer, "writes global memory", address);
        CheckWriter(word.Writer, thread, "writes global memory", address);
        if (word.Reader >> ThreadBits is var read && read >= _launch)
        {
            if (read < _block || word.ReadElsewhere) throw new PtxException($"writes global memory at 0x{address:x} that another block of the launch has read");
            CheckReader(word.Reader, thread, "writes global memory", address);
        }

        word.Value = value;
        word.Writer = (Time << ThreadBits) + thread;
    }

    /// <summary>A word of shared memory is read.</summary>
    public uint ReadShared(uint address, int thread)
    {
        ref PtxWord word = ref Shared(address);
        if (word.Writer >> ThreadBits < _block) throw new PtxException($"reads shared memory at {address - SharedBase} that nobody of the block has written");
        CheckWriter(word.Writer, thread, "reads shared memory", address - SharedBase);
        Note(ref word.Reader, thread);
        return word.Value;
    }

    /// <summary>A word of shared memory is written.</summary>
    public void WriteShared(uint address, uint value, int thread)
    {
        ref PtxWord word = ref Shared(address);
        CheckWriter(word.Writer, thread, "writes shared memory", address - SharedBase);
        CheckReader(word.Reader, thread, "writes shared memory", address - SharedBase);
        word.Value = value;
        word.Writer = (Time << ThreadBits) + thread;
    }

    private void CheckWriter(long writer, int thread, string what, ulong address)
    {
        long time = writer >> ThreadBits, by = writer & Several;
        if (time == Time && by != thread) throw new PtxException($"{what} at 0x{address:x} that thread {by} wrote since the last barrier");
    }

    private void CheckBlock(long writer, string what, ulong address)
    {
        long time = writer >> ThreadBits;
        if (time >= _launch && time < _block) throw new PtxException($"{what} at 0x{address:x} that another block of the launch wrote");
    }

    private void CheckReader(long reader, int thread, string what, ulong address)
    {
        long by = reader & Several;
        if (reader >> ThreadBits == Time && by != thread)
        {
            throw new PtxException($"{what} at 0x{address:x} that {(by == Several ? "several threads" : $"thread {by}")} read since the last barrier");
        }
    }

    private void Note(ref long reader, int thread)
    {
        long now = Time << ThreadBits;
        reader = reader >= now ? (reader == now + thread ? reader : now + Several) : now + thread;
    }

    private ref PtxWord Shared(uint address)
    {
        uint offset = address - SharedBase;
        if (offset >> 2 >= (uint)_sharedWords || address < SharedBase) throw new PtxException($"accesses shared memory at {(long)address - SharedBase}, of which there are {_sharedWords * 4} bytes");
        return ref _shared[offset >> 2];
    }

    private ref PtxWord Global(ulong address)
    {
        ulong number = (address >> AllocationShift) - 1;
        if (number < (ulong)_allocations.Count && _allocations[(int)number] is { } words)
        {
            ulong at = (address & ((1UL << AllocationShift) - 1)) >> 2;
            if (at < (ulong)words.Length) return ref words[at];
            throw new PtxException($"accesses word {at} of an allocation of {words.Length} words, 0x{address:x}");
        }

        throw new PtxException($"accesses 0x{address:x}, which is no global memory");
    }

    private Span<PtxWord> Words(ulong address, int count)
    {
        if (count == 0) return default;
        Global(address);
        PtxWord[] words = _allocations[(int)(address >> AllocationShift) - 1]!;
        ulong at = (address & ((1UL << AllocationShift) - 1)) >> 2;
        if (at + (ulong)count > (ulong)words.Length) throw new PtxException($"The host accesses {count} words from word {at} on of an allocation of {words.Length}.");
        return words.AsSpan((int)at, count);
    }
}

namespace LstmGen.Runtime;

/// <summary>
/// Buffers that are handed back after use, so that after the first calls nobody allocates: as many as there are callers at once. All models of a class share one pool, and
/// buffers that nobody has used for a while go at a collection.
/// </summary>
internal sealed class ScratchPool : IIdleStore
{
    private const int Slots = 64;
    private readonly AlignedBuffer?[] _free = new AlignedBuffer?[Slots];
    private readonly long[] _returned = new long[Slots];
    private int _watched;

    /// <summary>
    /// A buffer of at least the length; what it holds means nothing. The shortest that will do, so that who rents several of different lengths finds the same ones
    /// again in the next call.
    /// </summary>
    public AlignedBuffer Rent(int length)
    {
        while (Best(length) is var best and >= 0)
        {
            if (Volatile.Read(ref _free[best]) is { } candidate && candidate.Length >= length
                && Interlocked.CompareExchange(ref _free[best], null, candidate) == candidate)
            {
                return candidate;
            }
        }

        if (Interlocked.Exchange(ref _watched, 1) == 0) IdleWatch.Begin(this);
        return new AlignedBuffer(length);
    }

    /// <summary>Gives it back.</summary>
    public void Return(AlignedBuffer buffer)
    {
        for (int i = 0; i < Slots; i++)
        {
            if (Volatile.Read(ref _free[i]) is null && Interlocked.CompareExchange(ref _free[i], buffer, null) is null)
            {
                Volatile.Write(ref _returned[i], Environment.TickCount64);
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void DropIdle(long since)
    {
        for (int i = 0; i < Slots; i++)
        {
            if (Volatile.Read(ref _free[i]) is { } buffer && Volatile.Read(ref _returned[i]) < since) Interlocked.CompareExchange(ref _free[i], null, buffer);
        }
    }

    /// <summary>Where the shortest buffer of at least the length is, or −1.</summary>
    private int Best(int length)
    {
        int best = -1, shortest = int.MaxValue;
        for (int i = 0; i < Slots; i++)
        {
            if (Volatile.Read(ref _free[i]) is { } candidate && candidate.Length >= length && candidate.Length < shortest)
            {
                (best, shortest) = (i, candidate.Length);
                if (shortest == length) break;
            }
        }

        return best;
    }
}

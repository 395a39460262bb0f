namespace LstmGen.Runtime;

/// <summary>
/// Buffers that are handed back after use, so that after the first calls nobody allocates: as many as there are callers at once.
/// </summary>
internal sealed class ScratchPool
{
    private const int Slots = 64;
    private readonly AlignedBuffer?[] _free = new AlignedBuffer?[Slots];

    /// <summary>A buffer of at least the length; what it holds means nothing.</summary>
    public AlignedBuffer Rent(int length)
    {
        for (int i = 0; i < Slots; i++)
        {
            if (Volatile.Read(ref _free[i]) is { } candidate && candidate.Length >= length
                && Interlocked.CompareExchange(ref _free[i], null, candidate) == candidate)
            {
                return candidate;
            }
        }

        return new AlignedBuffer(length);
    }

    /// <summary>Gives it back.</summary>
    public void Return(AlignedBuffer buffer)
    {
        for (int i = 0; i < Slots; i++)
        {
            if (Volatile.Read(ref _free[i]) is null && Interlocked.CompareExchange(ref _free[i], buffer, null) is null)
            {
                return;
            }
        }
    }
}

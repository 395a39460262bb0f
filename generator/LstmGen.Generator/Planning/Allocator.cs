namespace LstmGen.Generator.Planning;

/// <summary>Hands out regions of one buffer, each on a 64-byte boundary, and counts in 64 bits so that too large a shape is seen.</summary>
internal sealed class Allocator
{
    private const int LineFloats = 16;

    /// <summary>Floats taken so far.</summary>
    public long Length { get; private set; }

    public int Take(long floats)
    {
        long offset = Length;
        Length = offset + Pad(floats);
        return (int)Math.Min(offset, int.MaxValue);
    }

    /// <summary>The next multiple of a cache line.</summary>
    public static long Pad(long floats) => (floats + LineFloats - 1) / LineFloats * LineFloats;
}

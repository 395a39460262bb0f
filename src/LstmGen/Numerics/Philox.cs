using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.Numerics;

/// <summary>
/// Philox4x32-10, the counter-based random number generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3"
/// (2011): a keyed bijection of 128-bit counters, so that any number of the stream can be computed by itself.
/// </summary>
public static class Philox
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    /// <summary>Encrypts one counter: 128 random bits.</summary>
    /// <param name="counter">Four words, the least significant first.</param>
    /// <param name="key">The lower 32 bits are the first word of the key.</param>
    public static PhiloxBlock Block(PhiloxBlock counter, ulong key)
    {
        (uint x0, uint x1, uint x2, uint x3) = counter;
        uint key0 = (uint)key;
        uint key1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * x0;
            ulong product1 = (ulong)Multiplier1 * x2;
            x0 = (uint)(product1 >> 32) ^ x1 ^ key0;
            x1 = (uint)product1;
            x2 = (uint)(product0 >> 32) ^ x3 ^ key1;
            x3 = (uint)product0;
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return new(x0, x1, x2, x3);
    }

    /// <summary>Encrypts four counters that differ in their first word only: first, first + 1, first + 2, first + 3.</summary>
    /// <returns>Words 0 of the four blocks, then words 1; and words 2 of the four blocks, then words 3.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<uint> Words01, Vector256<uint> Words23) FourBlocks(uint first, uint x1, uint x2, uint x3, ulong key)
    {
        // One 64-bit lane per block. Only the lower half of a lane counts; the multiplication reads nothing else.
        Vector256<ulong> v0 = Vector256.Create((ulong)first, unchecked(first + 1), unchecked(first + 2), unchecked(first + 3));
        Vector256<ulong> v1 = Vector256.Create((ulong)x1);
        Vector256<ulong> v2 = Vector256.Create((ulong)x2);
        Vector256<ulong> v3 = Vector256.Create((ulong)x3);
        uint key0 = (uint)key;
        uint key1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            Vector256<ulong> product0 = MultiplyLowerHalves(v0, Multiplier0);
            Vector256<ulong> product1 = MultiplyLowerHalves(v2, Multiplier1);
            v0 = (product1 >>> 32) ^ v1 ^ Vector256.Create((ulong)key0);
            v1 = product1;
            v2 = (product0 >>> 32) ^ v3 ^ Vector256.Create((ulong)key1);
            v3 = product0;
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return (Vector256.Narrow(v0, v1), Vector256.Narrow(v2, v3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> MultiplyLowerHalves(Vector256<ulong> x, uint multiplier) => Avx2.IsSupported
        ? Avx2.Multiply(x.AsUInt32(), Vector256.Create((ulong)multiplier).AsUInt32())
        : (x & Vector256.Create((ulong)uint.MaxValue)) * Vector256.Create((ulong)multiplier);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LstmGen.Numerics;

/// <summary>
/// 2^(k/8) for whole k from −1,008 to 1,024, from a table of eight that fits in one register of 256 bits. At 1,024 it is ∞. Looked up by whatever the processor
/// has for it; the bits are the table's.
/// </summary>
internal static class Eighths
{
    // To the exponent's lowest bit, under which k's three bits lie when it is moved up to the exponent. They are taken off the table in advance.
    private const int ToExponent = 20;

    // The bits of the float nearest to 2^(j/8), less j·2²⁰; eng/activations.cs prints them.
    private static ReadOnlySpan<int> Table => [0x3F800000, 0x3F7B95C2, 0x3F7837F0, 0x3F75FED7, 0x3F7504F3, 0x3F75672A, 0x3F7744FD, 0x3F7AC0C7];

    /// <summary>2^(k/8).</summary>
    /// <param name="k">k in the twelve lowest bits, in two's complement; the others may be anything.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Power(int k) => BitConverter.Int32BitsToSingle((k << ToExponent) + Table[k & 7]);

    /// <inheritdoc cref="Power(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Power(Vector128<int> k) => ((k << ToExponent) + LookUp(k)).AsSingle();

    /// <inheritdoc cref="Power(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Power(Vector256<int> k) => ((k << ToExponent) + LookUp(k)).AsSingle();

    /// <inheritdoc cref="Power(int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Power(Vector512<int> k) => ((k << ToExponent) + LookUp(k)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> LookUp(Vector128<int> k)
    {
        if (Avx2.IsSupported)
        {
            return Avx2.PermuteVar8x32(Vector256.Create(0x3F800000, 0x3F7B95C2, 0x3F7837F0, 0x3F75FED7, 0x3F7504F3, 0x3F75672A, 0x3F7744FD, 0x3F7AC0C7), k.ToVector256Unsafe()).GetLower();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            // The places of the four bytes of a word, which lie one behind the other.
            Vector128<int> bytes = (k & Vector128.Create(7)) * 0x04040404 + Vector128.Create(0x03020100);
            return AdvSimd.Arm64.VectorTableLookup(
                (Vector128.Create(0x3F800000, 0x3F7B95C2, 0x3F7837F0, 0x3F75FED7).AsByte(), Vector128.Create(0x3F7504F3, 0x3F75672A, 0x3F7744FD, 0x3F7AC0C7).AsByte()), bytes.AsByte()).AsInt32();
        }

        return Vector128.Create(Table[k[0] & 7], Table[k[1] & 7], Table[k[2] & 7], Table[k[3] & 7]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> LookUp(Vector256<int> k) => Avx2.IsSupported
        ? Avx2.PermuteVar8x32(Vector256.Create(0x3F800000, 0x3F7B95C2, 0x3F7837F0, 0x3F75FED7, 0x3F7504F3, 0x3F75672A, 0x3F7744FD, 0x3F7AC0C7), k)
        : Vector256.Create(LookUp(k.GetLower()), LookUp(k.GetUpper()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> LookUp(Vector512<int> k) => Avx512F.IsSupported
        ? Avx512F.PermuteVar16x32(
            Vector512.Create(
                0x3F800000, 0x3F7B95C2, 0x3F7837F0, 0x3F75FED7, 0x3F7504F3, 0x3F75672A, 0x3F7744FD, 0x3F7AC0C7,
                0x3F800000, 0x3F7B95C2, 0x3F7837F0, 0x3F75FED7, 0x3F7504F3, 0x3F75672A, 0x3F7744FD, 0x3F7AC0C7),
            k)
        : Vector512.Create(LookUp(k.GetLower()), LookUp(k.GetUpper()));
}

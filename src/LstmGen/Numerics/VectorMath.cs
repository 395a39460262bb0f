using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

/// <summary>
/// Elementary functions of float, in a scalar form and forms for three vector widths that agree bit for bit on every machine: they are made
/// of exactly rounded operations only. Errors are in <c>docs/numerics.md</c>.
/// </summary>
public static partial class VectorMath
{
    /// <summary>Where e^x, split by <see cref="SplitExponential(float, out float)"/>, is flushed to zero.</summary>
    internal const float LowestExponent = -88f;

    // Adding 1.5·2²³ rounds to a whole number, whose bits are then the lowest of the sum's.
    internal const float Rounder = 12_582_912f;
    internal const int OneBits = 0x3F80_0000;
    internal const float Log2E = 1.44269502f;
    internal const float Ln2 = 0.693147182f;

    // (e^r − 1 − r)/r² for |r| ≤ ½·ln 2, minimax: e^r − 1 is right to 2⁻²⁶ of its size.
    internal const float Exponential2 = 0.5f;
    internal const float Exponential3 = 0.16666539f;
    internal const float Exponential4 = 0.041666612f;
    internal const float Exponential5 = 0.0083670998f;
    internal const float Exponential6 = 0.00139176194f;

    /// <summary>
    /// e^x = scale·(1 + w) with scale a power of two and |w| at most about ½, for −88 ≤ x ≤ 88.9. At −88 the scale is 0, above 88.4 it is ∞.
    /// w never falls where x grows, as long as the scale stays. A NaN goes into w.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float SplitExponential(float x, out float scale)
    {
        float shifted = MathF.FusedMultiplyAdd(x, Log2E, Rounder);
        float r = MathF.FusedMultiplyAdd(shifted - Rounder, -Ln2, x);
        float p = MathF.FusedMultiplyAdd(r, Exponential6, Exponential5);
        p = MathF.FusedMultiplyAdd(r, p, Exponential4);
        p = MathF.FusedMultiplyAdd(r, p, Exponential3);
        p = MathF.FusedMultiplyAdd(r, p, Exponential2);
        scale = BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(shifted) << 23) + OneBits);
        return MathF.FusedMultiplyAdd(r * r, p, r);
    }

    /// <inheritdoc cref="SplitExponential(float, out float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<float> SplitExponential(Vector128<float> x, out Vector128<float> scale)
    {
        Vector128<float> shifted = Vector128.FusedMultiplyAdd(x, Vector128.Create(Log2E), Vector128.Create(Rounder));
        Vector128<float> r = Vector128.FusedMultiplyAdd(shifted - Vector128.Create(Rounder), Vector128.Create(-Ln2), x);
        Vector128<float> p = Vector128.FusedMultiplyAdd(r, Vector128.Create(Exponential6), Vector128.Create(Exponential5));
        p = Vector128.FusedMultiplyAdd(r, p, Vector128.Create(Exponential4));
        p = Vector128.FusedMultiplyAdd(r, p, Vector128.Create(Exponential3));
        p = Vector128.FusedMultiplyAdd(r, p, Vector128.Create(Exponential2));
        scale = ((shifted.AsInt32() << 23) + Vector128.Create(OneBits)).AsSingle();
        return Vector128.FusedMultiplyAdd(r * r, p, r);
    }

    /// <inheritdoc cref="SplitExponential(float, out float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<float> SplitExponential(Vector256<float> x, out Vector256<float> scale)
    {
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(Log2E), Vector256.Create(Rounder));
        Vector256<float> r = Vector256.FusedMultiplyAdd(shifted - Vector256.Create(Rounder), Vector256.Create(-Ln2), x);
        Vector256<float> p = Vector256.FusedMultiplyAdd(r, Vector256.Create(Exponential6), Vector256.Create(Exponential5));
        p = Vector256.FusedMultiplyAdd(r, p, Vector256.Create(Exponential4));
        p = Vector256.FusedMultiplyAdd(r, p, Vector256.Create(Exponential3));
        p = Vector256.FusedMultiplyAdd(r, p, Vector256.Create(Exponential2));
        scale = ((shifted.AsInt32() << 23) + Vector256.Create(OneBits)).AsSingle();
        return Vector256.FusedMultiplyAdd(r * r, p, r);
    }

    /// <inheritdoc cref="SplitExponential(float, out float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<float> SplitExponential(Vector512<float> x, out Vector512<float> scale)
    {
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(Rounder));
        Vector512<float> r = Vector512.FusedMultiplyAdd(shifted - Vector512.Create(Rounder), Vector512.Create(-Ln2), x);
        Vector512<float> p = Vector512.FusedMultiplyAdd(r, Vector512.Create(Exponential6), Vector512.Create(Exponential5));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(Exponential4));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(Exponential3));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(Exponential2));
        scale = ((shifted.AsInt32() << 23) + Vector512.Create(OneBits)).AsSingle();
        return Vector512.FusedMultiplyAdd(r * r, p, r);
    }
}

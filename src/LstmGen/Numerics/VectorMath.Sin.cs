using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

public static partial class VectorMath
{
    private const float LargestAngle = 131_072f;
    private const float TwoByPi = 0.636619747f;

    // π/2 in three parts, each the rounded rest of the one before.
    private const float HalfPi0 = 1.57079637f;
    private const float HalfPi1 = -4.37113883e-8f;
    private const float HalfPi2 = -1.71512489e-15f;

    // (sin r/r − 1)/r² and (cos r − 1 + ½r²)/r⁴ in r², minimax for |r| ≤ π/4.
    private const float Sine3 = -0.166666552f;
    private const float Sine5 = 0.00833219104f;
    private const float Sine7 = -0.000195186047f;
    private const float Cosine4 = 0.0416666456f;
    private const float Cosine6 = -0.00138873013f;
    private const float Cosine8 = 2.44306702e-05f;

    /// <summary>sin x for |x| ≤ 2¹⁷, in radians; NaN beyond, at ±∞ and for a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sin(float x) => SinQuarters(x, 0);

    /// <summary>cos x for |x| ≤ 2¹⁷, in radians; NaN beyond, at ±∞ and for a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cos(float x) => SinQuarters(x, 1);

    private static float SinQuarters(float x, int quarters)
    {
        // x = k·π/2 + r; the first subtraction is exact.
        float shifted = MathF.FusedMultiplyAdd(x, TwoByPi, Rounder);
        float k = shifted - Rounder;
        float r = MathF.FusedMultiplyAdd(k, -HalfPi0, x);
        r = MathF.FusedMultiplyAdd(k, -HalfPi2, MathF.FusedMultiplyAdd(k, -HalfPi1, r));
        int quarter = BitConverter.SingleToInt32Bits(shifted) + quarters;
        float r2 = r * r;
        float s = MathF.FusedMultiplyAdd(r2, MathF.FusedMultiplyAdd(r2, Sine7, Sine5), Sine3);
        s = MathF.FusedMultiplyAdd(r * r2, s, r);
        float c = MathF.FusedMultiplyAdd(r2, MathF.FusedMultiplyAdd(r2, Cosine8, Cosine6), Cosine4);
        c = MathF.FusedMultiplyAdd(r2 * r2, c, MathF.FusedMultiplyAdd(r2, -0.5f, 1f));
        float value = (quarter & 1) == 0 ? s : c;
        value = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) ^ ((quarter & 2) << 30));
        return MathF.Abs(x) <= LargestAngle ? value : float.NaN;
    }

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sin(Vector128<float> x) => SinQuarters(x, Vector128<int>.Zero);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Cos(Vector128<float> x) => SinQuarters(x, Vector128<int>.One);

    private static Vector128<float> SinQuarters(Vector128<float> x, Vector128<int> quarters)
    {
        Vector128<float> shifted = Vector128.FusedMultiplyAdd(x, Vector128.Create(TwoByPi), Vector128.Create(Rounder));
        Vector128<float> k = shifted - Vector128.Create(Rounder);
        Vector128<float> r = Vector128.FusedMultiplyAdd(k, Vector128.Create(-HalfPi0), x);
        r = Vector128.FusedMultiplyAdd(k, Vector128.Create(-HalfPi2), Vector128.FusedMultiplyAdd(k, Vector128.Create(-HalfPi1), r));
        Vector128<int> quarter = shifted.AsInt32() + quarters;
        Vector128<float> r2 = r * r;
        Vector128<float> s = Vector128.FusedMultiplyAdd(
            r2, Vector128.FusedMultiplyAdd(r2, Vector128.Create(Sine7), Vector128.Create(Sine5)), Vector128.Create(Sine3));
        s = Vector128.FusedMultiplyAdd(r * r2, s, r);
        Vector128<float> c = Vector128.FusedMultiplyAdd(
            r2, Vector128.FusedMultiplyAdd(r2, Vector128.Create(Cosine8), Vector128.Create(Cosine6)), Vector128.Create(Cosine4));
        c = Vector128.FusedMultiplyAdd(r2 * r2, c, Vector128.FusedMultiplyAdd(r2, Vector128.Create(-0.5f), Vector128<float>.One));
        Vector128<int> even = Vector128.Equals(quarter & Vector128<int>.One, Vector128<int>.Zero);
        Vector128<float> value = Vector128.ConditionalSelect(even.AsSingle(), s, c);
        value = (value.AsInt32() ^ ((quarter & Vector128.Create(2)) << 30)).AsSingle();
        return Vector128.ConditionalSelect(
            Vector128.LessThanOrEqual(Vector128.Abs(x), Vector128.Create(LargestAngle)), value, Vector128.Create(float.NaN));
    }

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sin(Vector256<float> x) => SinQuarters(x, Vector256<int>.Zero);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Cos(Vector256<float> x) => SinQuarters(x, Vector256<int>.One);

    private static Vector256<float> SinQuarters(Vector256<float> x, Vector256<int> quarters)
    {
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(TwoByPi), Vector256.Create(Rounder));
        Vector256<float> k = shifted - Vector256.Create(Rounder);
        Vector256<float> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-HalfPi0), x);
        r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-HalfPi2), Vector256.FusedMultiplyAdd(k, Vector256.Create(-HalfPi1), r));
        Vector256<int> quarter = shifted.AsInt32() + quarters;
        Vector256<float> r2 = r * r;
        Vector256<float> s = Vector256.FusedMultiplyAdd(
            r2, Vector256.FusedMultiplyAdd(r2, Vector256.Create(Sine7), Vector256.Create(Sine5)), Vector256.Create(Sine3));
        s = Vector256.FusedMultiplyAdd(r * r2, s, r);
        Vector256<float> c = Vector256.FusedMultiplyAdd(
            r2, Vector256.FusedMultiplyAdd(r2, Vector256.Create(Cosine8), Vector256.Create(Cosine6)), Vector256.Create(Cosine4));
        c = Vector256.FusedMultiplyAdd(r2 * r2, c, Vector256.FusedMultiplyAdd(r2, Vector256.Create(-0.5f), Vector256<float>.One));
        Vector256<int> even = Vector256.Equals(quarter & Vector256<int>.One, Vector256<int>.Zero);
        Vector256<float> value = Vector256.ConditionalSelect(even.AsSingle(), s, c);
        value = (value.AsInt32() ^ ((quarter & Vector256.Create(2)) << 30)).AsSingle();
        return Vector256.ConditionalSelect(
            Vector256.LessThanOrEqual(Vector256.Abs(x), Vector256.Create(LargestAngle)), value, Vector256.Create(float.NaN));
    }

    /// <inheritdoc cref="Sin(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sin(Vector512<float> x) => SinQuarters(x, Vector512<int>.Zero);

    /// <inheritdoc cref="Cos(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cos(Vector512<float> x) => SinQuarters(x, Vector512<int>.One);

    private static Vector512<float> SinQuarters(Vector512<float> x, Vector512<int> quarters)
    {
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(TwoByPi), Vector512.Create(Rounder));
        Vector512<float> k = shifted - Vector512.Create(Rounder);
        Vector512<float> r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-HalfPi0), x);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-HalfPi2), Vector512.FusedMultiplyAdd(k, Vector512.Create(-HalfPi1), r));
        Vector512<int> quarter = shifted.AsInt32() + quarters;
        Vector512<float> r2 = r * r;
        Vector512<float> s = Vector512.FusedMultiplyAdd(
            r2, Vector512.FusedMultiplyAdd(r2, Vector512.Create(Sine7), Vector512.Create(Sine5)), Vector512.Create(Sine3));
        s = Vector512.FusedMultiplyAdd(r * r2, s, r);
        Vector512<float> c = Vector512.FusedMultiplyAdd(
            r2, Vector512.FusedMultiplyAdd(r2, Vector512.Create(Cosine8), Vector512.Create(Cosine6)), Vector512.Create(Cosine4));
        c = Vector512.FusedMultiplyAdd(r2 * r2, c, Vector512.FusedMultiplyAdd(r2, Vector512.Create(-0.5f), Vector512<float>.One));
        Vector512<int> even = Vector512.Equals(quarter & Vector512<int>.One, Vector512<int>.Zero);
        Vector512<float> value = Vector512.ConditionalSelect(even.AsSingle(), s, c);
        value = (value.AsInt32() ^ ((quarter & Vector512.Create(2)) << 30)).AsSingle();
        return Vector512.ConditionalSelect(
            Vector512.LessThanOrEqual(Vector512.Abs(x), Vector512.Create(LargestAngle)), value, Vector512.Create(float.NaN));
    }
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

public static partial class VectorMath
{
    private const int SquareRootOfHalfBits = 0x3F35_04F3;
    private const int ExponentMask = unchecked((int)0xFF80_0000);
    private const float SmallestNormal = 1.17549435e-38f;
    private const float TwoTo23 = 8_388_608f;

    // (ln(1 + f) − f + ½f²)/f³ for √½ ≤ 1 + f < √2, minimax.
    private const float Logarithm3 = 0.333333105f;
    private const float Logarithm4 = -0.25000298f;
    private const float Logarithm5 = 0.200024962f;
    private const float Logarithm6 = -0.166523904f;
    private const float Logarithm7 = 0.141986281f;
    private const float Logarithm8 = -0.12663424f;
    private const float Logarithm9 = 0.122992404f;
    private const float Logarithm10 = -0.103302471f;
    private const float Logarithm11 = 0.042261783f;

    /// <summary>The natural logarithm: −∞ at ±0, NaN below, ∞ at ∞. A NaN stays a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x)
    {
        // x = 2ᵏ·(1 + f); subnormal numbers are brought up by 2²³ first.
        bool small = x < SmallestNormal;
        int bits = BitConverter.SingleToInt32Bits(small ? x * TwoTo23 : x);
        int offset = bits - SquareRootOfHalfBits;
        float k = (offset >> 23) - (small ? 23f : 0f);
        float f = BitConverter.Int32BitsToSingle(bits - (offset & ExponentMask)) - 1f;
        float p = MathF.FusedMultiplyAdd(f, Logarithm11, Logarithm10);
        p = MathF.FusedMultiplyAdd(f, p, Logarithm9);
        p = MathF.FusedMultiplyAdd(f, p, Logarithm8);
        p = MathF.FusedMultiplyAdd(f, p, Logarithm7);
        p = MathF.FusedMultiplyAdd(f, p, Logarithm6);
        p = MathF.FusedMultiplyAdd(f, p, Logarithm5);
        p = MathF.FusedMultiplyAdd(f, p, Logarithm4);
        p = MathF.FusedMultiplyAdd(f, p, Logarithm3);
        float f2 = f * f;
        float tail = MathF.FusedMultiplyAdd(k, Ln2Low, MathF.FusedMultiplyAdd(f2 * f, p, -0.5f * f2));
        float result = MathF.FusedMultiplyAdd(k, Ln2High, f + tail);
        result = x > 0f ? result : x == 0f ? float.NegativeInfinity : float.NaN;
        return x == float.PositiveInfinity ? x : result;
    }

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x)
    {
        Vector128<float> small = Vector128.LessThan(x, Vector128.Create(SmallestNormal));
        Vector128<int> bits = Vector128.ConditionalSelect(small, x * TwoTo23, x).AsInt32();
        Vector128<int> offset = bits - Vector128.Create(SquareRootOfHalfBits);
        Vector128<float> k = Vector128.ConvertToSingle(offset >> 23) - (small & Vector128.Create(23f));
        Vector128<float> f = (bits - (offset & Vector128.Create(ExponentMask))).AsSingle() - Vector128<float>.One;
        Vector128<float> p = Vector128.FusedMultiplyAdd(f, Vector128.Create(Logarithm11), Vector128.Create(Logarithm10));
        p = Vector128.FusedMultiplyAdd(f, p, Vector128.Create(Logarithm9));
        p = Vector128.FusedMultiplyAdd(f, p, Vector128.Create(Logarithm8));
        p = Vector128.FusedMultiplyAdd(f, p, Vector128.Create(Logarithm7));
        p = Vector128.FusedMultiplyAdd(f, p, Vector128.Create(Logarithm6));
        p = Vector128.FusedMultiplyAdd(f, p, Vector128.Create(Logarithm5));
        p = Vector128.FusedMultiplyAdd(f, p, Vector128.Create(Logarithm4));
        p = Vector128.FusedMultiplyAdd(f, p, Vector128.Create(Logarithm3));
        Vector128<float> f2 = f * f;
        Vector128<float> tail = Vector128.FusedMultiplyAdd(k, Vector128.Create(Ln2Low), Vector128.FusedMultiplyAdd(f2 * f, p, f2 * -0.5f));
        Vector128<float> result = Vector128.FusedMultiplyAdd(k, Vector128.Create(Ln2High), f + tail);
        Vector128<float> special = Vector128.ConditionalSelect(
            Vector128.Equals(x, Vector128<float>.Zero), Vector128.Create(float.NegativeInfinity), Vector128.Create(float.NaN));
        result = Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128<float>.Zero), result, special);
        return Vector128.ConditionalSelect(Vector128.Equals(x, Vector128.Create(float.PositiveInfinity)), x, result);
    }

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x)
    {
        Vector256<float> small = Vector256.LessThan(x, Vector256.Create(SmallestNormal));
        Vector256<int> bits = Vector256.ConditionalSelect(small, x * TwoTo23, x).AsInt32();
        Vector256<int> offset = bits - Vector256.Create(SquareRootOfHalfBits);
        Vector256<float> k = Vector256.ConvertToSingle(offset >> 23) - (small & Vector256.Create(23f));
        Vector256<float> f = (bits - (offset & Vector256.Create(ExponentMask))).AsSingle() - Vector256<float>.One;
        Vector256<float> p = Vector256.FusedMultiplyAdd(f, Vector256.Create(Logarithm11), Vector256.Create(Logarithm10));
        p = Vector256.FusedMultiplyAdd(f, p, Vector256.Create(Logarithm9));
        p = Vector256.FusedMultiplyAdd(f, p, Vector256.Create(Logarithm8));
        p = Vector256.FusedMultiplyAdd(f, p, Vector256.Create(Logarithm7));
        p = Vector256.FusedMultiplyAdd(f, p, Vector256.Create(Logarithm6));
        p = Vector256.FusedMultiplyAdd(f, p, Vector256.Create(Logarithm5));
        p = Vector256.FusedMultiplyAdd(f, p, Vector256.Create(Logarithm4));
        p = Vector256.FusedMultiplyAdd(f, p, Vector256.Create(Logarithm3));
        Vector256<float> f2 = f * f;
        Vector256<float> tail = Vector256.FusedMultiplyAdd(k, Vector256.Create(Ln2Low), Vector256.FusedMultiplyAdd(f2 * f, p, f2 * -0.5f));
        Vector256<float> result = Vector256.FusedMultiplyAdd(k, Vector256.Create(Ln2High), f + tail);
        Vector256<float> special = Vector256.ConditionalSelect(
            Vector256.Equals(x, Vector256<float>.Zero), Vector256.Create(float.NegativeInfinity), Vector256.Create(float.NaN));
        result = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256<float>.Zero), result, special);
        return Vector256.ConditionalSelect(Vector256.Equals(x, Vector256.Create(float.PositiveInfinity)), x, result);
    }

    /// <inheritdoc cref="Log(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        Vector512<float> small = Vector512.LessThan(x, Vector512.Create(SmallestNormal));
        Vector512<int> bits = Vector512.ConditionalSelect(small, x * TwoTo23, x).AsInt32();
        Vector512<int> offset = bits - Vector512.Create(SquareRootOfHalfBits);
        Vector512<float> k = Vector512.ConvertToSingle(offset >> 23) - (small & Vector512.Create(23f));
        Vector512<float> f = (bits - (offset & Vector512.Create(ExponentMask))).AsSingle() - Vector512<float>.One;
        Vector512<float> p = Vector512.FusedMultiplyAdd(f, Vector512.Create(Logarithm11), Vector512.Create(Logarithm10));
        p = Vector512.FusedMultiplyAdd(f, p, Vector512.Create(Logarithm9));
        p = Vector512.FusedMultiplyAdd(f, p, Vector512.Create(Logarithm8));
        p = Vector512.FusedMultiplyAdd(f, p, Vector512.Create(Logarithm7));
        p = Vector512.FusedMultiplyAdd(f, p, Vector512.Create(Logarithm6));
        p = Vector512.FusedMultiplyAdd(f, p, Vector512.Create(Logarithm5));
        p = Vector512.FusedMultiplyAdd(f, p, Vector512.Create(Logarithm4));
        p = Vector512.FusedMultiplyAdd(f, p, Vector512.Create(Logarithm3));
        Vector512<float> f2 = f * f;
        Vector512<float> tail = Vector512.FusedMultiplyAdd(k, Vector512.Create(Ln2Low), Vector512.FusedMultiplyAdd(f2 * f, p, f2 * -0.5f));
        Vector512<float> result = Vector512.FusedMultiplyAdd(k, Vector512.Create(Ln2High), f + tail);
        Vector512<float> special = Vector512.ConditionalSelect(
            Vector512.Equals(x, Vector512<float>.Zero), Vector512.Create(float.NegativeInfinity), Vector512.Create(float.NaN));
        result = Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512<float>.Zero), result, special);
        return Vector512.ConditionalSelect(Vector512.Equals(x, Vector512.Create(float.PositiveInfinity)), x, result);
    }
}

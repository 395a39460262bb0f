using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

/// <summary>
/// tanh x = sign(x)·m/(1 − m) with m = (1 − e^(−2|x|))/2, slope 1 − y². Odd, never falling from one float to the next, right to 2.5 ulp; ±1
/// exactly from |x| = 8.5 on, so also at ±∞; −0 stays −0, a NaN a NaN.
/// </summary>
public readonly struct Tanh : IActivation
{
    // e^(−2|x|) = scale·(1 − 2w), as VectorMath.SplitExponential has it for −2|x|; here the two is in the constants, and the polynomial's halves are independent,
    // because what bounds this function is how long its operations wait for each other. Adding 1.5·2²² rounds to halves. Constants that the sigmoid has too
    // take no register of their own in a kernel.
    private const float Highest = -0.5f * VectorMath.LowestExponent;
    private const float Rounder = 0.5f * VectorMath.Rounder;
    private const float P2 = -2f * VectorMath.Exponential2;
    private const float P3 = 4f * VectorMath.Exponential3;
    private const float P4 = -8f * VectorMath.Exponential4;
    private const float P5 = 16f * VectorMath.Exponential5;
    private const float P6 = -32f * VectorMath.Exponential6;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Invoke(float x)
    {
        float z = MathF.Min(MathF.Abs(x), Highest);
        float shifted = MathF.FusedMultiplyAdd(z, -VectorMath.Log2E, Rounder);
        float r = MathF.FusedMultiplyAdd(shifted - Rounder, VectorMath.Ln2, z);
        float square = r * r;
        float p = MathF.FusedMultiplyAdd(square, P6, MathF.FusedMultiplyAdd(r, P5, P4));
        p = MathF.FusedMultiplyAdd(square, p, MathF.FusedMultiplyAdd(r, P3, P2));
        float w = MathF.FusedMultiplyAdd(square, p, r);
        float scale = BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(shifted) << 23) + VectorMath.OneBits);
        float m = MathF.FusedMultiplyAdd(scale, w, MathF.FusedMultiplyAdd(scale, -0.5f, 0.5f));
        return MathF.CopySign(m / (1f - m), x);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Invoke(Vector128<float> x)
    {
        Vector128<float> sign = Vector128.Create(-0f);
        Vector128<float> z = Vector128.Min(Vector128.AndNot(x, sign), Vector128.Create(Highest));
        Vector128<float> shifted = Vector128.FusedMultiplyAdd(z, Vector128.Create(-VectorMath.Log2E), Vector128.Create(Rounder));
        Vector128<float> r = Vector128.FusedMultiplyAdd(shifted - Vector128.Create(Rounder), Vector128.Create(VectorMath.Ln2), z);
        Vector128<float> square = r * r;
        Vector128<float> p = Vector128.FusedMultiplyAdd(square, Vector128.Create(P6), Vector128.FusedMultiplyAdd(r, Vector128.Create(P5), Vector128.Create(P4)));
        p = Vector128.FusedMultiplyAdd(square, p, Vector128.FusedMultiplyAdd(r, Vector128.Create(P3), Vector128.Create(P2)));
        Vector128<float> w = Vector128.FusedMultiplyAdd(square, p, r);
        Vector128<float> scale = ((shifted.AsInt32() << 23) + Vector128.Create(VectorMath.OneBits)).AsSingle();
        Vector128<float> m = Vector128.FusedMultiplyAdd(scale, w, Vector128.FusedMultiplyAdd(scale, Vector128.Create(-0.5f), Vector128.Create(0.5f)));
        return m / (Vector128<float>.One - m) | x & sign;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Invoke(Vector256<float> x)
    {
        Vector256<float> sign = Vector256.Create(-0f);
        Vector256<float> z = Vector256.Min(Vector256.AndNot(x, sign), Vector256.Create(Highest));
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(z, Vector256.Create(-VectorMath.Log2E), Vector256.Create(Rounder));
        Vector256<float> r = Vector256.FusedMultiplyAdd(shifted - Vector256.Create(Rounder), Vector256.Create(VectorMath.Ln2), z);
        Vector256<float> square = r * r;
        Vector256<float> p = Vector256.FusedMultiplyAdd(square, Vector256.Create(P6), Vector256.FusedMultiplyAdd(r, Vector256.Create(P5), Vector256.Create(P4)));
        p = Vector256.FusedMultiplyAdd(square, p, Vector256.FusedMultiplyAdd(r, Vector256.Create(P3), Vector256.Create(P2)));
        Vector256<float> w = Vector256.FusedMultiplyAdd(square, p, r);
        Vector256<float> scale = ((shifted.AsInt32() << 23) + Vector256.Create(VectorMath.OneBits)).AsSingle();
        Vector256<float> m = Vector256.FusedMultiplyAdd(scale, w, Vector256.FusedMultiplyAdd(scale, Vector256.Create(-0.5f), Vector256.Create(0.5f)));
        return m / (Vector256<float>.One - m) | x & sign;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Invoke(Vector512<float> x)
    {
        Vector512<float> sign = Vector512.Create(-0f);
        Vector512<float> z = Vector512.Min(Vector512.AndNot(x, sign), Vector512.Create(Highest));
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(z, Vector512.Create(-VectorMath.Log2E), Vector512.Create(Rounder));
        Vector512<float> r = Vector512.FusedMultiplyAdd(shifted - Vector512.Create(Rounder), Vector512.Create(VectorMath.Ln2), z);
        Vector512<float> square = r * r;
        Vector512<float> p = Vector512.FusedMultiplyAdd(square, Vector512.Create(P6), Vector512.FusedMultiplyAdd(r, Vector512.Create(P5), Vector512.Create(P4)));
        p = Vector512.FusedMultiplyAdd(square, p, Vector512.FusedMultiplyAdd(r, Vector512.Create(P3), Vector512.Create(P2)));
        Vector512<float> w = Vector512.FusedMultiplyAdd(square, p, r);
        Vector512<float> scale = ((shifted.AsInt32() << 23) + Vector512.Create(VectorMath.OneBits)).AsSingle();
        Vector512<float> m = Vector512.FusedMultiplyAdd(scale, w, Vector512.FusedMultiplyAdd(scale, Vector512.Create(-0.5f), Vector512.Create(0.5f)));
        return m / (Vector512<float>.One - m) | x & sign;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Slope(float y) => MathF.FusedMultiplyAdd(-y, y, 1f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Slope(Vector128<float> y) => Vector128.FusedMultiplyAdd(-y, y, Vector128<float>.One);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Slope(Vector256<float> y) => Vector256.FusedMultiplyAdd(-y, y, Vector256<float>.One);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Slope(Vector512<float> y) => Vector512.FusedMultiplyAdd(-y, y, Vector512<float>.One);
}

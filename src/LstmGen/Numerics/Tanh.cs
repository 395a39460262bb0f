using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

/// <summary>
/// tanh x = sign(x)·−m/(2 + m) with m = e^(−2|x|) − 1, slope 1 − y². Odd, never falling from one float to the next, right to 2.5 ulp; ±1
/// exactly from |x| = 8.5 on, so also at ±∞; −0 stays −0, a NaN a NaN.
/// </summary>
public readonly struct Tanh : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Invoke(float x)
    {
        float w = VectorMath.SplitExponential(MathF.Max(-MathF.Abs(x + x), VectorMath.LowestExponent), out float scale);
        float m = MathF.FusedMultiplyAdd(scale, w, scale - 1f);
        return MathF.CopySign(m / (m + 2f), x);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Invoke(Vector128<float> x)
    {
        Vector128<float> sign = Vector128.Create(-0f);
        Vector128<float> w = VectorMath.SplitExponential(Vector128.Max((x + x) | sign, Vector128.Create(VectorMath.LowestExponent)), out Vector128<float> scale);
        Vector128<float> m = Vector128.FusedMultiplyAdd(scale, w, scale - Vector128<float>.One);
        return Vector128.ConditionalSelect(sign, x, m / (m + Vector128.Create(2f)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Invoke(Vector256<float> x)
    {
        Vector256<float> sign = Vector256.Create(-0f);
        Vector256<float> w = VectorMath.SplitExponential(Vector256.Max((x + x) | sign, Vector256.Create(VectorMath.LowestExponent)), out Vector256<float> scale);
        Vector256<float> m = Vector256.FusedMultiplyAdd(scale, w, scale - Vector256<float>.One);
        return Vector256.ConditionalSelect(sign, x, m / (m + Vector256.Create(2f)));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Invoke(Vector512<float> x)
    {
        Vector512<float> sign = Vector512.Create(-0f);
        Vector512<float> w = VectorMath.SplitExponential(Vector512.Max((x + x) | sign, Vector512.Create(VectorMath.LowestExponent)), out Vector512<float> scale);
        Vector512<float> m = Vector512.FusedMultiplyAdd(scale, w, scale - Vector512<float>.One);
        return Vector512.ConditionalSelect(sign, x, m / (m + Vector512.Create(2f)));
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

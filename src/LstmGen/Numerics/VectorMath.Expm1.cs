using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

public static partial class VectorMath
{
    // The largest x whose split keeps a finite scale.
    private const float HighestExponent = 88.37f;

    /// <summary>eˣ − 1, right also where x is tiny. Above 88.37 it stays at e^88.37. A NaN stays a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Expm1(float x)
    {
        float w = SplitExponential(MathF.Min(MathF.Max(x, LowestExponent), HighestExponent), out float scale);
        return MathF.FusedMultiplyAdd(scale, w, scale - 1f);
    }

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expm1(Vector128<float> x)
    {
        Vector128<float> w = SplitExponential(
            Vector128.Min(Vector128.Max(x, Vector128.Create(LowestExponent)), Vector128.Create(HighestExponent)), out Vector128<float> scale);
        return Vector128.FusedMultiplyAdd(scale, w, scale - Vector128<float>.One);
    }

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Expm1(Vector256<float> x)
    {
        Vector256<float> w = SplitExponential(
            Vector256.Min(Vector256.Max(x, Vector256.Create(LowestExponent)), Vector256.Create(HighestExponent)), out Vector256<float> scale);
        return Vector256.FusedMultiplyAdd(scale, w, scale - Vector256<float>.One);
    }

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x)
    {
        Vector512<float> w = SplitExponential(
            Vector512.Min(Vector512.Max(x, Vector512.Create(LowestExponent)), Vector512.Create(HighestExponent)), out Vector512<float> scale);
        return Vector512.FusedMultiplyAdd(scale, w, scale - Vector512<float>.One);
    }
}

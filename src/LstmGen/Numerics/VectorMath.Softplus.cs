using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

public static partial class VectorMath
{
    /// <summary>ln(1 + eˣ) = max(x, 0) + 2·artanh(e/(2 + e)) with e = e^(−|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x)
    {
        float e = Expm1(-MathF.Abs(x)) + 1f;
        float s = e / (2f + e);
        float s2 = s * s;
        float p = MathF.FusedMultiplyAdd(s2, 2f / 15f, 2f / 13f);
        p = MathF.FusedMultiplyAdd(s2, p, 2f / 11f);
        p = MathF.FusedMultiplyAdd(s2, p, 2f / 9f);
        p = MathF.FusedMultiplyAdd(s2, p, 2f / 7f);
        p = MathF.FusedMultiplyAdd(s2, p, 2f / 5f);
        p = MathF.FusedMultiplyAdd(s2, p, 2f / 3f);
        p = MathF.FusedMultiplyAdd(s2, p, 2f);
        return MathF.FusedMultiplyAdd(s, p, x < 0f ? 0f : x);
    }

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x)
    {
        Vector128<float> e = Expm1(-Vector128.Abs(x)) + Vector128<float>.One;
        Vector128<float> s = e / (Vector128.Create(2f) + e);
        Vector128<float> s2 = s * s;
        Vector128<float> p = Vector128.FusedMultiplyAdd(s2, Vector128.Create(2f / 15f), Vector128.Create(2f / 13f));
        p = Vector128.FusedMultiplyAdd(s2, p, Vector128.Create(2f / 11f));
        p = Vector128.FusedMultiplyAdd(s2, p, Vector128.Create(2f / 9f));
        p = Vector128.FusedMultiplyAdd(s2, p, Vector128.Create(2f / 7f));
        p = Vector128.FusedMultiplyAdd(s2, p, Vector128.Create(2f / 5f));
        p = Vector128.FusedMultiplyAdd(s2, p, Vector128.Create(2f / 3f));
        p = Vector128.FusedMultiplyAdd(s2, p, Vector128.Create(2f));
        return Vector128.FusedMultiplyAdd(s, p, Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128<float>.Zero), Vector128<float>.Zero, x));
    }

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x)
    {
        Vector256<float> e = Expm1(-Vector256.Abs(x)) + Vector256<float>.One;
        Vector256<float> s = e / (Vector256.Create(2f) + e);
        Vector256<float> s2 = s * s;
        Vector256<float> p = Vector256.FusedMultiplyAdd(s2, Vector256.Create(2f / 15f), Vector256.Create(2f / 13f));
        p = Vector256.FusedMultiplyAdd(s2, p, Vector256.Create(2f / 11f));
        p = Vector256.FusedMultiplyAdd(s2, p, Vector256.Create(2f / 9f));
        p = Vector256.FusedMultiplyAdd(s2, p, Vector256.Create(2f / 7f));
        p = Vector256.FusedMultiplyAdd(s2, p, Vector256.Create(2f / 5f));
        p = Vector256.FusedMultiplyAdd(s2, p, Vector256.Create(2f / 3f));
        p = Vector256.FusedMultiplyAdd(s2, p, Vector256.Create(2f));
        return Vector256.FusedMultiplyAdd(s, p, Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), Vector256<float>.Zero, x));
    }

    /// <inheritdoc cref="Softplus(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x)
    {
        Vector512<float> e = Expm1(-Vector512.Abs(x)) + Vector512<float>.One;
        Vector512<float> s = e / (Vector512.Create(2f) + e);
        Vector512<float> s2 = s * s;
        Vector512<float> p = Vector512.FusedMultiplyAdd(s2, Vector512.Create(2f / 15f), Vector512.Create(2f / 13f));
        p = Vector512.FusedMultiplyAdd(s2, p, Vector512.Create(2f / 11f));
        p = Vector512.FusedMultiplyAdd(s2, p, Vector512.Create(2f / 9f));
        p = Vector512.FusedMultiplyAdd(s2, p, Vector512.Create(2f / 7f));
        p = Vector512.FusedMultiplyAdd(s2, p, Vector512.Create(2f / 5f));
        p = Vector512.FusedMultiplyAdd(s2, p, Vector512.Create(2f / 3f));
        p = Vector512.FusedMultiplyAdd(s2, p, Vector512.Create(2f));
        return Vector512.FusedMultiplyAdd(s, p, Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), Vector512<float>.Zero, x));
    }
}

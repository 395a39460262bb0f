using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

/// <summary>
/// The logistic sigmoid 1/(1 + e⁻ˣ), slope y·(1 − y). Never falling from one float to the next, right to 1.5 ulp above 0, 3.0 to −16 and 5.8 below,
/// and nowhere off by more than 9·10⁻⁸;
/// 1 exactly from 16.64 on and 0 exactly below −88.68, so also at ±∞; a NaN stays a NaN.
/// </summary>
/// <remarks>
/// e⁻ˣ = scale·(1 − w): −x = k·(ln 2)/8 − r, scale = 2^(k/8) from a table of eight (<see cref="Eighths"/>), and w = r + r²·(P2 + P3·r) is 1 − e⁻ʳ for
/// |r| ≤ (ln 2)/16 (Tang 1989, "Table-driven implementation of the exponential function"). The table takes two operations out of a chain that the older
/// splitting needs, and sigmoids are three of the five activations of an LSTM's cell.
/// </remarks>
public readonly struct Sigmoid : IActivation
{
    // At Lowest, k is 1,024: the scale is ∞ and the quotient 0. At Highest, which tanh has too, e⁻ˣ is long lost beside 1.
    private const float Lowest = -88.7f;
    private const float Highest = 44f;

    // Adding 1.5·2²⁰ rounds to eighths.
    private const float Rounder = 0.125f * VectorMath.Rounder;

    // Minimax in the difference, by Remez' exchange; eng/activations.cs prints them.
    private const float P2 = -0.500064790f;
    private const float P3 = 0.166682318f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Invoke(float x)
    {
        x = MathF.Min(MathF.Max(x, Lowest), Highest);
        float shifted = MathF.FusedMultiplyAdd(x, -VectorMath.Log2E, Rounder);
        float r = MathF.FusedMultiplyAdd(shifted - Rounder, VectorMath.Ln2, x);
        float w = MathF.FusedMultiplyAdd(r * r, MathF.FusedMultiplyAdd(r, P3, P2), r);
        return 1f / MathF.FusedMultiplyAdd(Eighths.Power(BitConverter.SingleToInt32Bits(shifted)), 1f - w, 1f);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Invoke(Vector128<float> x)
    {
        x = Vector128.Min(Vector128.Max(x, Vector128.Create(Lowest)), Vector128.Create(Highest));
        Vector128<float> shifted = Vector128.FusedMultiplyAdd(x, Vector128.Create(-VectorMath.Log2E), Vector128.Create(Rounder));
        Vector128<float> r = Vector128.FusedMultiplyAdd(shifted - Vector128.Create(Rounder), Vector128.Create(VectorMath.Ln2), x);
        Vector128<float> w = Vector128.FusedMultiplyAdd(r * r, Vector128.FusedMultiplyAdd(r, Vector128.Create(P3), Vector128.Create(P2)), r);
        return Vector128<float>.One / Vector128.FusedMultiplyAdd(Eighths.Power(shifted.AsInt32()), Vector128<float>.One - w, Vector128<float>.One);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Invoke(Vector256<float> x)
    {
        x = Vector256.Min(Vector256.Max(x, Vector256.Create(Lowest)), Vector256.Create(Highest));
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(-VectorMath.Log2E), Vector256.Create(Rounder));
        Vector256<float> r = Vector256.FusedMultiplyAdd(shifted - Vector256.Create(Rounder), Vector256.Create(VectorMath.Ln2), x);
        Vector256<float> w = Vector256.FusedMultiplyAdd(r * r, Vector256.FusedMultiplyAdd(r, Vector256.Create(P3), Vector256.Create(P2)), r);
        return Vector256<float>.One / Vector256.FusedMultiplyAdd(Eighths.Power(shifted.AsInt32()), Vector256<float>.One - w, Vector256<float>.One);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Invoke(Vector512<float> x)
    {
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(Lowest)), Vector512.Create(Highest));
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(-VectorMath.Log2E), Vector512.Create(Rounder));
        Vector512<float> r = Vector512.FusedMultiplyAdd(shifted - Vector512.Create(Rounder), Vector512.Create(VectorMath.Ln2), x);
        Vector512<float> w = Vector512.FusedMultiplyAdd(r * r, Vector512.FusedMultiplyAdd(r, Vector512.Create(P3), Vector512.Create(P2)), r);
        return Vector512<float>.One / Vector512.FusedMultiplyAdd(Eighths.Power(shifted.AsInt32()), Vector512<float>.One - w, Vector512<float>.One);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Slope(float y) => y * (1f - y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Slope(Vector128<float> y) => y * (Vector128<float>.One - y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Slope(Vector256<float> y) => y * (Vector256<float>.One - y);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Slope(Vector512<float> y) => y * (Vector512<float>.One - y);
}

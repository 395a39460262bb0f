using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

/// <summary>The logistic sigmoid 1/(1 + e⁻ˣ), slope y·(1 − y).</summary>
public readonly struct Sigmoid : IActivation
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Invoke(float x) => MathF.FusedMultiplyAdd(VectorMath.Tanh(x * 0.5f), 0.5f, 0.5f);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Invoke(Vector128<float> x) =>
        Vector128.FusedMultiplyAdd(VectorMath.Tanh(x * 0.5f), Vector128.Create(0.5f), Vector128.Create(0.5f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Invoke(Vector256<float> x) =>
        Vector256.FusedMultiplyAdd(VectorMath.Tanh(x * 0.5f), Vector256.Create(0.5f), Vector256.Create(0.5f));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Invoke(Vector512<float> x) =>
        Vector512.FusedMultiplyAdd(VectorMath.Tanh(x * 0.5f), Vector512.Create(0.5f), Vector512.Create(0.5f));

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

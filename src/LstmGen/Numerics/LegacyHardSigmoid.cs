using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

/// <summary>clip(0.2·x + 0.5, 0, 1), as in Keras 1 and 2. The slope is 0 from where the value is 0 or 1. A NaN stays a NaN.</summary>
public readonly struct LegacyHardSigmoid : IActivation
{
    private const float Steepness = 0.2f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Invoke(float x)
    {
        float y = MathF.FusedMultiplyAdd(x, Steepness, 0.5f);
        y = y < 0f ? 0f : y;
        return y > 1f ? 1f : y;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Invoke(Vector128<float> x)
    {
        Vector128<float> y = Vector128.FusedMultiplyAdd(x, Vector128.Create(Steepness), Vector128.Create(0.5f));
        y = Vector128.ConditionalSelect(Vector128.LessThan(y, Vector128<float>.Zero), Vector128<float>.Zero, y);
        return Vector128.ConditionalSelect(Vector128.GreaterThan(y, Vector128<float>.One), Vector128<float>.One, y);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Invoke(Vector256<float> x)
    {
        Vector256<float> y = Vector256.FusedMultiplyAdd(x, Vector256.Create(Steepness), Vector256.Create(0.5f));
        y = Vector256.ConditionalSelect(Vector256.LessThan(y, Vector256<float>.Zero), Vector256<float>.Zero, y);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(y, Vector256<float>.One), Vector256<float>.One, y);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Invoke(Vector512<float> x)
    {
        Vector512<float> y = Vector512.FusedMultiplyAdd(x, Vector512.Create(Steepness), Vector512.Create(0.5f));
        y = Vector512.ConditionalSelect(Vector512.LessThan(y, Vector512<float>.Zero), Vector512<float>.Zero, y);
        return Vector512.ConditionalSelect(Vector512.GreaterThan(y, Vector512<float>.One), Vector512<float>.One, y);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Slope(float y) => y > 0f && y < 1f ? Steepness : 0f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Slope(Vector128<float> y) =>
        Vector128.ConditionalSelect(
            Vector128.GreaterThan(y, Vector128<float>.Zero) & Vector128.LessThan(y, Vector128<float>.One), Vector128.Create(Steepness), Vector128<float>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Slope(Vector256<float> y) =>
        Vector256.ConditionalSelect(
            Vector256.GreaterThan(y, Vector256<float>.Zero) & Vector256.LessThan(y, Vector256<float>.One), Vector256.Create(Steepness), Vector256<float>.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Slope(Vector512<float> y) =>
        Vector512.ConditionalSelect(
            Vector512.GreaterThan(y, Vector512<float>.Zero) & Vector512.LessThan(y, Vector512<float>.One), Vector512.Create(Steepness), Vector512<float>.Zero);
}

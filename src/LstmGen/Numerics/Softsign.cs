using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

/// <summary>
/// x / (1 + |x|), slope (1 − |y|)². Beyond ±2²⁵ the quotient is ±1 already, so x is held there: ±∞ give ±1. A NaN stays a NaN.
/// </summary>
public readonly struct Softsign : IActivation
{
    private const float Limit = 33_554_432f;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Invoke(float x)
    {
        x = x < -Limit ? -Limit : x;
        x = x > Limit ? Limit : x;
        return x / (1f + MathF.Abs(x));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Invoke(Vector128<float> x)
    {
        x = Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128.Create(-Limit)), Vector128.Create(-Limit), x);
        x = Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128.Create(Limit)), Vector128.Create(Limit), x);
        return x / (Vector128<float>.One + Vector128.Abs(x));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Invoke(Vector256<float> x)
    {
        x = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(-Limit)), Vector256.Create(-Limit), x);
        x = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256.Create(Limit)), Vector256.Create(Limit), x);
        return x / (Vector256<float>.One + Vector256.Abs(x));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Invoke(Vector512<float> x)
    {
        x = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(-Limit)), Vector512.Create(-Limit), x);
        x = Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512.Create(Limit)), Vector512.Create(Limit), x);
        return x / (Vector512<float>.One + Vector512.Abs(x));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Slope(float y)
    {
        float rest = 1f - MathF.Abs(y);
        return rest * rest;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Slope(Vector128<float> y)
    {
        Vector128<float> rest = Vector128<float>.One - Vector128.Abs(y);
        return rest * rest;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Slope(Vector256<float> y)
    {
        Vector256<float> rest = Vector256<float>.One - Vector256.Abs(y);
        return rest * rest;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Slope(Vector512<float> y)
    {
        Vector512<float> rest = Vector512<float>.One - Vector512.Abs(y);
        return rest * rest;
    }
}

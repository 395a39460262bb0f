using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

/// <summary>
/// Elementary functions of float, in a scalar form and forms for three vector widths that agree bit for bit on every machine: they are made
/// of exactly rounded operations only.
/// </summary>
public static partial class VectorMath
{
    private const float Log2E = 1.44269502f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;
    private const float Magic = 12_582_912f;

    /// <summary>eˣ − 1, held at e⁸⁸ from 88 upwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Expm1(float x)
    {
        x = x < -20f ? -20f : x;
        x = x > 88f ? 88f : x;
        float shifted = MathF.FusedMultiplyAdd(x, Log2E, Magic);
        float k = shifted - Magic;
        float r = MathF.FusedMultiplyAdd(k, -Ln2High, x);
        r = MathF.FusedMultiplyAdd(k, -Ln2Low, r);
        float p = MathF.FusedMultiplyAdd(r, 1.9875691500e-4f, 1.3981999507e-3f);
        p = MathF.FusedMultiplyAdd(r, p, 8.3334519073e-3f);
        p = MathF.FusedMultiplyAdd(r, p, 4.1665795894e-2f);
        p = MathF.FusedMultiplyAdd(r, p, 1.6666665459e-1f);
        p = MathF.FusedMultiplyAdd(r, p, 5.0000001201e-1f);
        p = MathF.FusedMultiplyAdd(r * r, p, r);
        float scale = BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(shifted) << 23) + 0x3F80_0000);
        return MathF.FusedMultiplyAdd(p, scale, scale - 1f);
    }

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expm1(Vector128<float> x)
    {
        x = Vector128.ConditionalSelect(Vector128.LessThan(x, Vector128.Create(-20f)), Vector128.Create(-20f), x);
        x = Vector128.ConditionalSelect(Vector128.GreaterThan(x, Vector128.Create(88f)), Vector128.Create(88f), x);
        Vector128<float> shifted = Vector128.FusedMultiplyAdd(x, Vector128.Create(Log2E), Vector128.Create(Magic));
        Vector128<float> k = shifted - Vector128.Create(Magic);
        Vector128<float> r = Vector128.FusedMultiplyAdd(k, Vector128.Create(-Ln2High), x);
        r = Vector128.FusedMultiplyAdd(k, Vector128.Create(-Ln2Low), r);
        Vector128<float> p = Vector128.FusedMultiplyAdd(r, Vector128.Create(1.9875691500e-4f), Vector128.Create(1.3981999507e-3f));
        p = Vector128.FusedMultiplyAdd(r, p, Vector128.Create(8.3334519073e-3f));
        p = Vector128.FusedMultiplyAdd(r, p, Vector128.Create(4.1665795894e-2f));
        p = Vector128.FusedMultiplyAdd(r, p, Vector128.Create(1.6666665459e-1f));
        p = Vector128.FusedMultiplyAdd(r, p, Vector128.Create(5.0000001201e-1f));
        p = Vector128.FusedMultiplyAdd(r * r, p, r);
        Vector128<float> scale = ((shifted.AsInt32() << 23) + Vector128.Create(0x3F80_0000)).AsSingle();
        return Vector128.FusedMultiplyAdd(p, scale, scale - Vector128<float>.One);
    }

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Expm1(Vector256<float> x)
    {
        x = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(-20f)), Vector256.Create(-20f), x);
        x = Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256.Create(88f)), Vector256.Create(88f), x);
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(Log2E), Vector256.Create(Magic));
        Vector256<float> k = shifted - Vector256.Create(Magic);
        Vector256<float> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-Ln2High), x);
        r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-Ln2Low), r);
        Vector256<float> p = Vector256.FusedMultiplyAdd(r, Vector256.Create(1.9875691500e-4f), Vector256.Create(1.3981999507e-3f));
        p = Vector256.FusedMultiplyAdd(r, p, Vector256.Create(8.3334519073e-3f));
        p = Vector256.FusedMultiplyAdd(r, p, Vector256.Create(4.1665795894e-2f));
        p = Vector256.FusedMultiplyAdd(r, p, Vector256.Create(1.6666665459e-1f));
        p = Vector256.FusedMultiplyAdd(r, p, Vector256.Create(5.0000001201e-1f));
        p = Vector256.FusedMultiplyAdd(r * r, p, r);
        Vector256<float> scale = ((shifted.AsInt32() << 23) + Vector256.Create(0x3F80_0000)).AsSingle();
        return Vector256.FusedMultiplyAdd(p, scale, scale - Vector256<float>.One);
    }

    /// <inheritdoc cref="Expm1(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x)
    {
        x = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(-20f)), Vector512.Create(-20f), x);
        x = Vector512.ConditionalSelect(Vector512.GreaterThan(x, Vector512.Create(88f)), Vector512.Create(88f), x);
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(Magic));
        Vector512<float> k = shifted - Vector512.Create(Magic);
        Vector512<float> r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2Low), r);
        Vector512<float> p = Vector512.FusedMultiplyAdd(r, Vector512.Create(1.9875691500e-4f), Vector512.Create(1.3981999507e-3f));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(1.6666665459e-1f));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(5.0000001201e-1f));
        p = Vector512.FusedMultiplyAdd(r * r, p, r);
        Vector512<float> scale = ((shifted.AsInt32() << 23) + Vector512.Create(0x3F80_0000)).AsSingle();
        return Vector512.FusedMultiplyAdd(p, scale, scale - Vector512<float>.One);
    }
}

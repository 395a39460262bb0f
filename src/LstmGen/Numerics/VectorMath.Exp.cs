using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Numerics;

public static partial class VectorMath
{
    // ln 2 in two parts; the first has 15 bits, so that its product with an exponent is exact.
    private const float Ln2High = 0.693145752f;
    private const float Ln2Low = 1.42860677e-6f;

    /// <summary>eˣ. Overflows to ∞ above 88.72, underflows to 0 below −103.97. A NaN stays a NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x)
    {
        x = MathF.Min(MathF.Max(x, -104f), 89f);
        float shifted = MathF.FusedMultiplyAdd(x, Log2E, Rounder);
        float k = shifted - Rounder;
        float r = MathF.FusedMultiplyAdd(k, -Ln2Low, MathF.FusedMultiplyAdd(k, -Ln2High, x));
        float p = MathF.FusedMultiplyAdd(r, Exponential6, Exponential5);
        p = MathF.FusedMultiplyAdd(r, p, Exponential4);
        p = MathF.FusedMultiplyAdd(r, p, Exponential3);
        p = MathF.FusedMultiplyAdd(r, p, Exponential2);
        p = MathF.FusedMultiplyAdd(r * r, p, r);

        // 2ᵏ in two factors, so that neither overflows where the result does not.
        int exponent = BitConverter.SingleToInt32Bits(shifted) - BitConverter.SingleToInt32Bits(Rounder);
        int half = exponent >> 1;
        float scale = BitConverter.Int32BitsToSingle((half << 23) + OneBits);
        return MathF.FusedMultiplyAdd(p, scale, scale) * BitConverter.Int32BitsToSingle((exponent - half << 23) + OneBits);
    }

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x)
    {
        x = Vector128.Min(Vector128.Max(x, Vector128.Create(-104f)), Vector128.Create(89f));
        Vector128<float> shifted = Vector128.FusedMultiplyAdd(x, Vector128.Create(Log2E), Vector128.Create(Rounder));
        Vector128<float> k = shifted - Vector128.Create(Rounder);
        Vector128<float> r = Vector128.FusedMultiplyAdd(k, Vector128.Create(-Ln2Low), Vector128.FusedMultiplyAdd(k, Vector128.Create(-Ln2High), x));
        Vector128<float> p = Vector128.FusedMultiplyAdd(r, Vector128.Create(Exponential6), Vector128.Create(Exponential5));
        p = Vector128.FusedMultiplyAdd(r, p, Vector128.Create(Exponential4));
        p = Vector128.FusedMultiplyAdd(r, p, Vector128.Create(Exponential3));
        p = Vector128.FusedMultiplyAdd(r, p, Vector128.Create(Exponential2));
        p = Vector128.FusedMultiplyAdd(r * r, p, r);
        Vector128<int> exponent = shifted.AsInt32() - Vector128.Create(Rounder).AsInt32();
        Vector128<int> half = exponent >> 1;
        Vector128<float> scale = ((half << 23) + Vector128.Create(OneBits)).AsSingle();
        return Vector128.FusedMultiplyAdd(p, scale, scale) * ((exponent - half << 23) + Vector128.Create(OneBits)).AsSingle();
    }

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        x = Vector256.Min(Vector256.Max(x, Vector256.Create(-104f)), Vector256.Create(89f));
        Vector256<float> shifted = Vector256.FusedMultiplyAdd(x, Vector256.Create(Log2E), Vector256.Create(Rounder));
        Vector256<float> k = shifted - Vector256.Create(Rounder);
        Vector256<float> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-Ln2Low), Vector256.FusedMultiplyAdd(k, Vector256.Create(-Ln2High), x));
        Vector256<float> p = Vector256.FusedMultiplyAdd(r, Vector256.Create(Exponential6), Vector256.Create(Exponential5));
        p = Vector256.FusedMultiplyAdd(r, p, Vector256.Create(Exponential4));
        p = Vector256.FusedMultiplyAdd(r, p, Vector256.Create(Exponential3));
        p = Vector256.FusedMultiplyAdd(r, p, Vector256.Create(Exponential2));
        p = Vector256.FusedMultiplyAdd(r * r, p, r);
        Vector256<int> exponent = shifted.AsInt32() - Vector256.Create(Rounder).AsInt32();
        Vector256<int> half = exponent >> 1;
        Vector256<float> scale = ((half << 23) + Vector256.Create(OneBits)).AsSingle();
        return Vector256.FusedMultiplyAdd(p, scale, scale) * ((exponent - half << 23) + Vector256.Create(OneBits)).AsSingle();
    }

    /// <inheritdoc cref="Exp(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(-104f)), Vector512.Create(89f));
        Vector512<float> shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(Log2E), Vector512.Create(Rounder));
        Vector512<float> k = shifted - Vector512.Create(Rounder);
        Vector512<float> r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2Low), Vector512.FusedMultiplyAdd(k, Vector512.Create(-Ln2High), x));
        Vector512<float> p = Vector512.FusedMultiplyAdd(r, Vector512.Create(Exponential6), Vector512.Create(Exponential5));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(Exponential4));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(Exponential3));
        p = Vector512.FusedMultiplyAdd(r, p, Vector512.Create(Exponential2));
        p = Vector512.FusedMultiplyAdd(r * r, p, r);
        Vector512<int> exponent = shifted.AsInt32() - Vector512.Create(Rounder).AsInt32();
        Vector512<int> half = exponent >> 1;
        Vector512<float> scale = ((half << 23) + Vector512.Create(OneBits)).AsSingle();
        return Vector512.FusedMultiplyAdd(p, scale, scale) * ((exponent - half << 23) + Vector512.Create(OneBits)).AsSingle();
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

public static partial class AttentionRow
{
    /// <summary>
    /// The gradient with respect to the scores before their factor: factor · weightⱼ · (dⱼ − Σ weightₖ·dₖ), with dⱼ = outputGradient · stepⱼ the gradient with respect to a weight.
    /// </summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void ScoreGradients(
        ref float weights, ref float outputGradient, ref float steps, nint stride, int count, int width, float factor, ref float gradients)
    {
        Scores(ref outputGradient, ref steps, stride, count, width, 1f, ref gradients);
        float mean = (float)Reductions.Dot(MemoryMarshal.CreateReadOnlySpan(ref weights, count), MemoryMarshal.CreateReadOnlySpan(ref gradients, count));
        for (nint j = 0; j < count; j++)
        {
            Unsafe.Add(ref gradients, j) = factor * Unsafe.Add(ref weights, j) * (Unsafe.Add(ref gradients, j) - mean);
        }
    }

    /// <summary>
    /// The additive score backward, from its gradients: keyⱼ becomes the gradient with respect to what tanh was taken of, v's gradient is added to, and the query's
    /// is their sum.
    /// </summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void AdditiveGradients(
        ref float gradients, ref float keys, nint stride, int count, int units, ref float v, ref float vGradient, ref float queryGradient)
    {
        nint i = 0;
        for (; i <= units - Lanes; i += Lanes)
        {
            Vector256<float> factor = Vector256.LoadUnsafe(ref v, (nuint)i);
            Vector256<float> byV = Vector256.LoadUnsafe(ref vGradient, (nuint)i);
            Vector256<float> byQuery = Vector256<float>.Zero;
            for (nint j = 0; j < count; j++)
            {
                ref float at = ref Unsafe.Add(ref keys, j * stride + i);
                Vector256<float> key = Vector256.LoadUnsafe(ref at);
                Vector256<float> gradient = Vector256.Create(Unsafe.Add(ref gradients, j));
                byV = Vector256.FusedMultiplyAdd(gradient, key, byV);
                Vector256<float> byKey = gradient * factor * Tanh.Slope(key);
                byQuery += byKey;
                byKey.StoreUnsafe(ref at);
            }

            byV.StoreUnsafe(ref vGradient, (nuint)i);
            byQuery.StoreUnsafe(ref queryGradient, (nuint)i);
        }

        for (; i < units; i++)
        {
            float byQuery = 0;
            for (nint j = 0; j < count; j++)
            {
                ref float key = ref Unsafe.Add(ref keys, j * stride + i);
                float gradient = Unsafe.Add(ref gradients, j);
                Unsafe.Add(ref vGradient, i) = MathF.FusedMultiplyAdd(gradient, key, Unsafe.Add(ref vGradient, i));
                key = gradient * Unsafe.Add(ref v, i) * Tanh.Slope(key);
                byQuery += key;
            }

            Unsafe.Add(ref queryGradient, i) = byQuery;
        }
    }

    /// <summary>stepⱼ += weightⱼ · values.</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void AddSpread(ref float weights, ref float values, ref float steps, nint stride, int count, int width)
    {
        for (nint j = 0; j < count; j++)
        {
            ref float step = ref Unsafe.Add(ref steps, j * stride);
            float weight = Unsafe.Add(ref weights, j);
            nint i = 0;
            for (; i <= width - Lanes; i += Lanes)
            {
                Vector256.FusedMultiplyAdd(
                    Vector256.Create(weight), Vector256.LoadUnsafe(ref values, (nuint)i), Vector256.LoadUnsafe(ref step, (nuint)i)).StoreUnsafe(ref step, (nuint)i);
            }

            for (; i < width; i++)
            {
                Unsafe.Add(ref step, i) = MathF.FusedMultiplyAdd(weight, Unsafe.Add(ref values, i), Unsafe.Add(ref step, i));
            }
        }
    }
}

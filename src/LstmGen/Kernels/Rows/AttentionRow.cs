using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>
/// Attention of one head over one row's steps, which lie <c>stride</c> floats apart; <c>count</c> of them are valid. Sums over steps run in their
/// order, sums over values in sixteen lanes, so that tiles and single windows have the same bits at every vector width.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static partial class AttentionRow
{
    private const int Lanes = 8;

    /// <summary>scoreⱼ = factor · (query · stepⱼ).</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Scores(ref float query, ref float steps, nint stride, int count, int width, float factor, ref float scores)
    {
        for (nint j = 0; j < count; j++)
        {
            Unsafe.Add(ref scores, j) = factor * LaneDot.Invoke(ref query, ref Unsafe.Add(ref steps, j * stride), width);
        }
    }

    /// <summary>keyⱼ = tanh(query + keyⱼ), scoreⱼ = factor · (v · keyⱼ).</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void AdditiveScores(ref float query, ref float keys, nint stride, int count, int units, ref float v, float factor, ref float scores)
    {
        for (nint j = 0; j < count; j++)
        {
            ref float key = ref Unsafe.Add(ref keys, j * stride);
            nint i = 0;
            for (; i <= units - Lanes; i += Lanes)
            {
                Tanh.Invoke(Vector256.LoadUnsafe(ref query, (nuint)i) + Vector256.LoadUnsafe(ref key, (nuint)i)).StoreUnsafe(ref key, (nuint)i);
            }

            for (; i < units; i++)
            {
                Unsafe.Add(ref key, i) = Tanh.Invoke(Unsafe.Add(ref query, i) + Unsafe.Add(ref key, i));
            }

            Unsafe.Add(ref scores, j) = factor * LaneDot.Invoke(ref v, ref key, units);
        }
    }

    /// <summary>The softmax of the valid scores in their place, and zeros behind them.</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Weights(ref float scores, int count, int steps)
    {
        Span<float> valid = MemoryMarshal.CreateSpan(ref scores, count);
        SoftmaxRow.Probabilities(valid, valid);
        RowOps.Clear(ref Unsafe.Add(ref scores, count), steps - count);
    }

    /// <summary>sum = Σ weightⱼ · stepⱼ.</summary>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void WeightedSum(ref float weights, ref float steps, nint stride, int count, int width, ref float sum)
    {
        nint i = 0;
        for (; i <= width - 2 * Lanes; i += 2 * Lanes)
        {
            Vector256<float> lower = Vector256<float>.Zero, upper = Vector256<float>.Zero;
            ref float step = ref Unsafe.Add(ref steps, i);
            for (nint j = 0; j < count; j++)
            {
                Vector256<float> weight = Vector256.Create(Unsafe.Add(ref weights, j));
                lower = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref step), lower);
                upper = Vector256.FusedMultiplyAdd(weight, Vector256.LoadUnsafe(ref step, Lanes), upper);
                step = ref Unsafe.Add(ref step, stride);
            }

            lower.StoreUnsafe(ref sum, (nuint)i);
            upper.StoreUnsafe(ref sum, (nuint)i + Lanes);
        }

        for (; i <= width - Lanes; i += Lanes)
        {
            Vector256<float> total = Vector256<float>.Zero;
            for (nint j = 0; j < count; j++)
            {
                Vector256<float> step = Vector256.LoadUnsafe(ref steps, (nuint)(j * stride + i));
                total = Vector256.FusedMultiplyAdd(Vector256.Create(Unsafe.Add(ref weights, j)), step, total);
            }

            total.StoreUnsafe(ref sum, (nuint)i);
        }

        for (; i < width; i++)
        {
            float total = 0;
            for (nint j = 0; j < count; j++)
            {
                total = MathF.FusedMultiplyAdd(Unsafe.Add(ref weights, j), Unsafe.Add(ref steps, j * stride + i), total);
            }

            Unsafe.Add(ref sum, i) = total;
        }
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

// The additive score where several queries look at the same keys, which therefore stay as they are.
public static partial class AttentionRow
{
    /// <summary>scoreⱼ = factor · (v · tanh(query + keyⱼ)).</summary>
    /// <param name="query">The projected query.</param>
    /// <param name="keys">The first key.</param>
    /// <param name="stride">Floats from a key to the next.</param>
    /// <param name="count">Valid keys.</param>
    /// <param name="units">Values of a key.</param>
    /// <param name="v">As many.</param>
    /// <param name="factor">What scores are multiplied by.</param>
    /// <param name="scores">Receives them.</param>
    /// <param name="hidden">Scratch for one key.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void AdditiveScores(
        ref float query, ref float keys, nint stride, int count, int units, ref float v, float factor, ref float scores, ref float hidden)
    {
        for (nint j = 0; j < count; j++)
        {
            ref float key = ref Unsafe.Add(ref keys, j * stride);
            nint i = 0;
            for (; i <= units - Lanes; i += Lanes)
            {
                Tanh.Invoke(Vector256.LoadUnsafe(ref query, (nuint)i) + Vector256.LoadUnsafe(ref key, (nuint)i)).StoreUnsafe(ref hidden, (nuint)i);
            }

            for (; i < units; i++)
            {
                Unsafe.Add(ref hidden, i) = Tanh.Invoke(Unsafe.Add(ref query, i) + Unsafe.Add(ref key, i));
            }

            Unsafe.Add(ref scores, j) = factor * LaneDot.Invoke(ref v, ref hidden, units);
        }
    }

    /// <summary>The same backward, from the gradients of its scores: v's gradient and those of the keys are added to, and the query's is written. tanh is taken again.</summary>
    /// <param name="gradients">The gradient with respect to each score, factor included.</param>
    /// <param name="query">The projected query.</param>
    /// <param name="keys">The first key.</param>
    /// <param name="keyGradients">The gradient with respect to the keys, laid out as they are.</param>
    /// <param name="stride">Floats from a key to the next.</param>
    /// <param name="count">Valid keys.</param>
    /// <param name="units">Values of a key.</param>
    /// <param name="v">As many.</param>
    /// <param name="vGradient">The gradient with respect to v.</param>
    /// <param name="queryGradient">Receives the gradient with respect to the query.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void AdditiveGradients(
        ref float gradients, ref float query, ref float keys, ref float keyGradients, nint stride, int count, int units, ref float v, ref float vGradient,
        ref float queryGradient)
    {
        nint i = 0;
        for (; i <= units - Lanes; i += Lanes)
        {
            Vector256<float> factor = Vector256.LoadUnsafe(ref v, (nuint)i);
            Vector256<float> from = Vector256.LoadUnsafe(ref query, (nuint)i);
            Vector256<float> byV = Vector256.LoadUnsafe(ref vGradient, (nuint)i);
            Vector256<float> byQuery = Vector256<float>.Zero;
            for (nint j = 0; j < count; j++)
            {
                nuint at = (nuint)(j * stride + i);
                Vector256<float> hidden = Tanh.Invoke(from + Vector256.LoadUnsafe(ref keys, at));
                Vector256<float> gradient = Vector256.Create(Unsafe.Add(ref gradients, j));
                byV = Vector256.FusedMultiplyAdd(gradient, hidden, byV);
                Vector256<float> byKey = gradient * factor * Tanh.Slope(hidden);
                byQuery += byKey;
                (Vector256.LoadUnsafe(ref keyGradients, at) + byKey).StoreUnsafe(ref keyGradients, at);
            }

            byV.StoreUnsafe(ref vGradient, (nuint)i);
            byQuery.StoreUnsafe(ref queryGradient, (nuint)i);
        }

        for (; i < units; i++)
        {
            float byQuery = 0;
            for (nint j = 0; j < count; j++)
            {
                float hidden = Tanh.Invoke(Unsafe.Add(ref query, i) + Unsafe.Add(ref keys, j * stride + i));
                float gradient = Unsafe.Add(ref gradients, j);
                Unsafe.Add(ref vGradient, i) = MathF.FusedMultiplyAdd(gradient, hidden, Unsafe.Add(ref vGradient, i));
                float byKey = gradient * Unsafe.Add(ref v, i) * Tanh.Slope(hidden);
                byQuery += byKey;
                Unsafe.Add(ref keyGradients, j * stride + i) += byKey;
            }

            Unsafe.Add(ref queryGradient, i) = byQuery;
        }
    }
}

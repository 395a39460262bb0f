using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LstmGen.Kernels;

/// <summary>Batch normalisation of a row by given statistics: one multiplication and addition a value, folded where weights are packed; forward and backward.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class StatisticsRow
{
    /// <summary>Folds tensors into a scale and a shift for each value of a row, in double and rounded once; the tensors in turn.</summary>
    /// <param name="gamma">One a channel; empty for ones.</param>
    /// <param name="beta">One a channel; empty for zeros.</param>
    /// <param name="mean">One a channel.</param>
    /// <param name="variance">One a channel; a negative one counts as 0.</param>
    /// <param name="epsilon">Added to the variance, above 0.</param>
    /// <param name="scales">Receives gamma/√(variance + ε).</param>
    /// <param name="shifts">Receives beta − mean·gamma/√(variance + ε).</param>
    /// <param name="means">Receives the means.</param>
    /// <param name="inverses">Receives 1/√(variance + ε).</param>
    public static void Pack(
        ReadOnlySpan<float> gamma, ReadOnlySpan<float> beta, ReadOnlySpan<float> mean, ReadOnlySpan<float> variance, double epsilon, Span<float> scales, Span<float> shifts, Span<float> means,
        Span<float> inverses)
    {
        for (int i = 0; i < scales.Length; i++)
        {
            int channel = i % mean.Length;
            double inverse = 1.0 / Math.Sqrt(Math.Max((double)variance[channel], 0.0) + epsilon), scale = gamma.IsEmpty ? inverse : gamma[channel] * inverse;
            scales[i] = (float)scale;
            shifts[i] = (float)((beta.IsEmpty ? 0.0 : beta[channel]) - mean[channel] * scale);
            means[i] = mean[channel];
            inverses[i] = (float)inverse;
        }
    }

    /// <summary>y = x·scale + shift, rounded once.</summary>
    /// <param name="x">The row.</param>
    /// <param name="scales">One for each value.</param>
    /// <param name="shifts">One for each value.</param>
    /// <param name="y">Receives as many.</param>
    /// <param name="count">Values of the row.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Forward(ref float x, ref float scales, ref float shifts, ref float y, int count)
    {
        nint i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            Vector256.FusedMultiplyAdd(Vector256.LoadUnsafe(ref x, (nuint)i), Vector256.LoadUnsafe(ref scales, (nuint)i), Vector256.LoadUnsafe(ref shifts, (nuint)i)).StoreUnsafe(ref y, (nuint)i);
        }

        for (; i < count; i++)
        {
            Unsafe.Add(ref y, i) = MathF.FusedMultiplyAdd(Unsafe.Add(ref x, i), Unsafe.Add(ref scales, i), Unsafe.Add(ref shifts, i));
        }
    }

    /// <summary>The way back, the statistics as they are: adds dy·(x − mean)/√(variance + ε) and dy to the gradients of gamma and beta, and leaves dy·scale.</summary>
    /// <param name="x">The row.</param>
    /// <param name="scales">One for each value.</param>
    /// <param name="means">One for each value.</param>
    /// <param name="inverses">One for each value.</param>
    /// <param name="dy">The gradient with respect to the output.</param>
    /// <param name="scaleGradients">The gradient with respect to gamma, added to.</param>
    /// <param name="shiftGradients">The gradient with respect to beta, added to.</param>
    /// <param name="dx">Receives the gradient with respect to the row.</param>
    /// <param name="count">Values of the row.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void Backward(
        ref float x, ref float scales, ref float means, ref float inverses, ref float dy, ref float scaleGradients, ref float shiftGradients, ref float dx, int count)
    {
        nint i = 0;
        for (; i <= count - Vector256<float>.Count; i += Vector256<float>.Count)
        {
            nuint at = (nuint)i;
            Vector256<float> gradient = Vector256.LoadUnsafe(ref dy, at);
            Vector256<float> normed = (Vector256.LoadUnsafe(ref x, at) - Vector256.LoadUnsafe(ref means, at)) * Vector256.LoadUnsafe(ref inverses, at);
            (Vector256.LoadUnsafe(ref scaleGradients, at) + gradient * normed).StoreUnsafe(ref scaleGradients, at);
            (Vector256.LoadUnsafe(ref shiftGradients, at) + gradient).StoreUnsafe(ref shiftGradients, at);
            (gradient * Vector256.LoadUnsafe(ref scales, at)).StoreUnsafe(ref dx, at);
        }

        for (; i < count; i++)
        {
            float gradient = Unsafe.Add(ref dy, i), normed = (Unsafe.Add(ref x, i) - Unsafe.Add(ref means, i)) * Unsafe.Add(ref inverses, i);
            Unsafe.Add(ref scaleGradients, i) += gradient * normed;
            Unsafe.Add(ref shiftGradients, i) += gradient;
            Unsafe.Add(ref dx, i) = gradient * Unsafe.Add(ref scales, i);
        }
    }
}

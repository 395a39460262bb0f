using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>
/// Softmax and sigmoid over one row. Exponents are relative to the largest logit, so that no size of logits overflows; sums are those of
/// <see cref="Reductions"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static partial class SoftmaxRow
{
    private const int Block = 2 * HeadRows.Lanes;

    /// <summary>e^xᵢ / Σ e^xⱼ. A NaN makes all of them NaN.</summary>
    /// <param name="logits">At least one.</param>
    /// <param name="probabilities">Receives as many; may be the same span.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is no logit.</exception>
    public static void Probabilities(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        HeadRows.CheckLength(probabilities.Length, logits.Length, nameof(probabilities));
        (float highest, double sum) = Normalizer(logits);
        Probabilities(logits, highest, sum, probabilities);
    }

    /// <summary>Softmax of each step of a row, in place.</summary>
    /// <param name="classes">Values of a step.</param>
    /// <param name="values">Steps × classes logits; receives probabilities.</param>
    public static void Rows(int classes, Span<float> values)
    {
        for (; values.Length >= classes; values = values[classes..])
        {
            Probabilities(values[..classes], values[..classes]);
        }
    }

    /// <summary>The same, by what <see cref="Normalizer"/> found.</summary>
    internal static void Probabilities(ReadOnlySpan<float> logits, float highest, double sum, Span<float> probabilities)
    {
        float factor = (float)(1.0 / sum);
        ref float from = ref MemoryMarshal.GetReference(logits);
        ref float to = ref MemoryMarshal.GetReference(probabilities);
        int i = 0;
        for (; i <= logits.Length - HeadRows.Lanes; i += HeadRows.Lanes)
        {
            Vector256<float> x = Vector256.LoadUnsafe(ref from, (nuint)i) - Vector256.Create(highest);
            (VectorMath.Exp(x) * factor).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < logits.Length; i++)
        {
            probabilities[i] = VectorMath.Exp(logits[i] - highest) * factor;
        }
    }

    /// <summary>xᵢ − log Σ e^xⱼ. A NaN makes all of them NaN.</summary>
    /// <param name="logits">At least one.</param>
    /// <param name="logProbabilities">Receives as many; may be the same span.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is no logit.</exception>
    public static void LogProbabilities(ReadOnlySpan<float> logits, Span<float> logProbabilities)
    {
        HeadRows.CheckLength(logProbabilities.Length, logits.Length, nameof(logProbabilities));
        (float highest, double sum) = Normalizer(logits);
        float logSum = (float)DoubleMath.Log(sum);
        for (int i = 0; i < logits.Length; i++)
        {
            logProbabilities[i] = logits[i] - highest - logSum;
        }
    }

    /// <summary>1/(1 + e⁻ˣ) of each logit.</summary>
    /// <param name="logits">Any number.</param>
    /// <param name="probabilities">Receives as many; may be the same span.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Sigmoids(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        HeadRows.CheckLength(probabilities.Length, logits.Length, nameof(probabilities));
        ref float from = ref MemoryMarshal.GetReference(logits);
        ref float to = ref MemoryMarshal.GetReference(probabilities);
        int i = 0;
        for (; i <= logits.Length - HeadRows.Lanes; i += HeadRows.Lanes)
        {
            Sigmoid.Invoke(Vector256.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < logits.Length; i++)
        {
            probabilities[i] = Sigmoid.Invoke(logits[i]);
        }
    }

    /// <summary>The largest logit, and Σ e^(xᵢ − the largest), at least 1.</summary>
    internal static (float Highest, double Sum) Normalizer(ReadOnlySpan<float> logits)
    {
        if (logits.IsEmpty) throw new ArgumentException("Expected at least one logit, but got none.", nameof(logits));
        float highest = HeadRows.Highest(logits);
        Vector256<float> shift = Vector256.Create(highest);
        Vector512<double> lower = default, upper = default;
        ReadOnlySpan<float> rest = logits;
        for (; rest.Length >= Block; rest = rest[Block..])
        {
            lower += Widen(VectorMath.Exp(Vector256.Create(rest) - shift));
            upper += Widen(VectorMath.Exp(Vector256.Create(rest[HeadRows.Lanes..]) - shift));
        }

        Span<double> lanes = stackalloc double[Block];
        lower.CopyTo(lanes);
        upper.CopyTo(lanes[HeadRows.Lanes..]);
        for (int i = 0; i < rest.Length; i++)
        {
            lanes[i] += VectorMath.Exp(rest[i] - highest);
        }

        return (highest, Reductions.Tree(lanes));
    }

    private static Vector512<double> Widen(Vector256<float> x)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(x);
        return Vector512.Create(lower, upper);
    }
}

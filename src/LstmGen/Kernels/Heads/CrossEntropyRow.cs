using System.ComponentModel;
using LstmGen.Numerics;

namespace LstmGen.Kernels;

/// <summary>
/// Softmax cross-entropy of steps of logits, with PyTorch's definitions: with ε of smoothing and weights w, the loss of a step of class y is
/// −(1 − ε)·w_y·log p_y − ε/K·Σₖ wₖ·log pₖ.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class CrossEntropyRow
{
    /// <summary>The target of a step that does not count.</summary>
    public const float Ignored = -1f;

    /// <summary>The losses of all steps added up, and the gradient of that sum.</summary>
    /// <param name="classes">The number of classes K.</param>
    /// <param name="logits">n × classes values.</param>
    /// <param name="targets">n classes as whole numbers, or −1 where a step does not count.</param>
    /// <param name="weights">One per class; empty for 1.</param>
    /// <param name="smoothing">0 to 1.</param>
    /// <param name="gradient">Receives n × classes values; empty where it is not wanted.</param>
    /// <param name="weight">The weights of the targets added up: by it PyTorch's mean divides.</param>
    /// <param name="counted">The steps that count.</param>
    /// <exception cref="ArgumentException">A length or a target does not fit.</exception>
    public static double Sum(
        int classes,
        ReadOnlySpan<float> logits,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<float> weights,
        float smoothing,
        Span<float> gradient,
        out double weight,
        out int counted)
    {
        int steps = HeadRows.Steps(logits.Length, classes, nameof(logits));
        HeadRows.CheckLength(targets.Length, steps, nameof(targets));
        if (!weights.IsEmpty) HeadRows.CheckLength(weights.Length, classes, nameof(weights));
        if (!gradient.IsEmpty) HeadRows.CheckLength(gradient.Length, logits.Length, nameof(gradient));
        double sum = 0;
        weight = 0;
        counted = 0;
        for (int step = 0; step < steps; step++)
        {
            ReadOnlySpan<float> row = logits.Slice(step * classes, classes);
            Span<float> slopes = gradient.IsEmpty ? default : gradient.Slice(step * classes, classes);
            if (targets[step] == Ignored)
            {
                slopes.Clear();
                continue;
            }

            int target = HeadRows.Index(targets[step], classes, step, nameof(targets));
            sum += smoothing == 0f
                ? Step(row, target, weights.IsEmpty ? 1f : weights[target], slopes)
                : SmoothStep(row, target, weights, smoothing, slopes);
            weight += weights.IsEmpty ? 1f : weights[target];
            counted++;
        }

        return sum;
    }

    /// <summary>PyTorch's mean over the steps, of one row or of many: the sum by the weights of the targets.</summary>
    /// <param name="classes">The number of classes K.</param>
    /// <param name="logits">n × classes values.</param>
    /// <param name="targets">n classes as whole numbers, or −1 where a step does not count.</param>
    /// <param name="weights">One per class; empty for 1.</param>
    /// <param name="smoothing">0 to 1.</param>
    /// <param name="gradient">Receives n × classes values; empty where it is not wanted.</param>
    /// <returns>0, with a gradient of 0, where no step counts or the targets weigh nothing.</returns>
    /// <exception cref="ArgumentException">A length or a target does not fit.</exception>
    public static float WeightedMean(
        int classes,
        ReadOnlySpan<float> logits,
        ReadOnlySpan<float> targets,
        ReadOnlySpan<float> weights,
        float smoothing,
        Span<float> gradient)
    {
        double sum = Sum(classes, logits, targets, weights, smoothing, gradient, out double weight, out _);
        if (weight == 0)
        {
            gradient.Clear();
            return 0f;
        }

        HeadRows.Scale(gradient, (float)(1.0 / weight));
        return (float)(sum / weight);
    }

    /// <summary>What to say of a class that is just one too many.</summary>
    internal static string HintFor(float target, int classes) =>
        target == classes ? $" (classes are counted from 0: where yours run from 1 to {classes}, subtract 1)" : "";

    private static double Step(ReadOnlySpan<float> logits, int target, float weight, Span<float> slopes)
    {
        (float highest, double sum) = SoftmaxRow.Normalizer(logits);
        if (!slopes.IsEmpty)
        {
            SoftmaxRow.Probabilities(logits, highest, sum, slopes);
            slopes[target] -= 1f;
            if (weight != 1f) HeadRows.Scale(slopes, weight);
        }

        return weight * ((double)highest - logits[target] + DoubleMath.Log(sum));
    }

    /// <summary>Σ cₖ·(−log pₖ) with the shares cₖ = wₖ·((1 − ε)·[k = y] + ε/K), by the logits (Σ c)·pₖ − cₖ.</summary>
    private static double SmoothStep(ReadOnlySpan<float> logits, int target, ReadOnlySpan<float> weights, float smoothing, Span<float> slopes)
    {
        (float highest, double sum) = SoftmaxRow.Normalizer(logits);
        double logSum = DoubleMath.Log(sum), loss = 0, shares = 0;
        for (int k = 0; k < logits.Length; k++)
        {
            double share = Share(k, logits.Length, target, weights, smoothing);
            loss += share * ((double)highest - logits[k] + logSum);
            shares += share;
        }

        if (slopes.IsEmpty) return loss;
        SoftmaxRow.Probabilities(logits, highest, sum, slopes);
        for (int k = 0; k < slopes.Length; k++)
        {
            slopes[k] = (float)(shares * slopes[k] - Share(k, logits.Length, target, weights, smoothing));
        }

        return loss;
    }

    private static double Share(int k, int classes, int target, ReadOnlySpan<float> weights, float smoothing)
    {
        double share = (double)smoothing / classes + (k == target ? 1.0 - smoothing : 0.0);
        return weights.IsEmpty ? share : share * weights[k];
    }
}

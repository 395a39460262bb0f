using LstmGen.Kernels;

namespace LstmGen;

/// <summary>
/// Softmax cross-entropy from logits, one class per step as the target, −1 where a step does not count. With label smoothing ε and class
/// weights w the loss of a step of class y is −(1 − ε)·w_y·log p_y − ε/K·Σₖ wₖ·log pₖ (Szegedy et al. 2016), as in PyTorch.
/// </summary>
/// <remarks>
/// The loss of a row is the sum over its steps that count, weights included, divided by the number of these steps, whatever they weigh; 0 where none does. The loss of
/// a batch is the mean over its rows, those of loss 0 among them. PyTorch divides by the weights of a batch's targets instead of their number; with <see cref="BalancedWeights"/> both come to the same over all data.
/// </remarks>
public sealed class CrossEntropy : Loss
{
    private readonly float[] _weights;

    /// <summary>A cross-entropy.</summary>
    /// <param name="classes">The number of classes K, at least 2.</param>
    /// <param name="classWeights">One per class, not negative, not all 0; empty for 1.</param>
    /// <param name="labelSmoothing">ε from 0 to below 1.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or there is not one weight per class.</exception>
    public CrossEntropy(int classes, ReadOnlySpan<float> classWeights = default, float labelSmoothing = 0f)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        LossChecks.Smoothing(labelSmoothing, nameof(labelSmoothing));
        if (!classWeights.IsEmpty) LossChecks.Weights(classWeights, classes, nameof(classWeights));
        Classes = classes;
        LabelSmoothing = labelSmoothing;
        _weights = classWeights.ToArray();
    }

    /// <summary>The number of classes.</summary>
    public int Classes { get; }

    /// <summary>The weights of the classes; empty where all are 1.</summary>
    public ReadOnlySpan<float> ClassWeights => _weights;

    /// <summary>The share of the target that is spread over all classes.</summary>
    public float LabelSmoothing { get; }

    /// <inheritdoc/>
    public override string Name => "cross-entropy";

    /// <summary>Weights that give every class the same share: all examples / (classes · examples of the class); 0 for a class without any.</summary>
    /// <param name="counts">Examples of each class, not negative, not all 0.</param>
    /// <exception cref="ArgumentException">A count is negative, or there is no example.</exception>
    public static float[] BalancedWeights(ReadOnlySpan<long> counts)
    {
        long all = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] < 0) throw new ArgumentException($"Expected counts from 0 on, but number {i} is {counts[i]}.", nameof(counts));
            all = checked(all + counts[i]);
        }

        if (all == 0) throw new ArgumentException("Expected at least one example, but all counts are 0.", nameof(counts));
        float[] weights = new float[counts.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            weights[i] = counts[i] == 0 ? 0f : (float)((double)all / ((double)counts.Length * counts[i]));
        }

        return weights;
    }

    /// <inheritdoc/>
    public override string? DescribeBadTarget(ReadOnlySpan<float> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            if (target[i] != CrossEntropyRow.Ignored && !HeadRows.IsIndex(target[i], Classes))
            {
                return FormattableString.Invariant($"expected classes from 0 to {Classes - 1}, or −1 where a step does not count, but number {i} is {target[i]}{CrossEntropyRow.HintFor(target[i], Classes)}");
            }
        }

        return null;
    }

    /// <summary>The loss of one row.</summary>
    /// <param name="output">Logits, steps × classes.</param>
    /// <param name="target">One class per step as a whole number, or −1.</param>
    /// <param name="gradient">Receives the gradient with respect to each logit.</param>
    /// <returns>The mean over the steps that count.</returns>
    /// <exception cref="ArgumentException">A length or a target does not fit.</exception>
    public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient)
    {
        double sum = CrossEntropyRow.Sum(Classes, output, target, _weights, LabelSmoothing, gradient, out _, out int counted);
        if (counted == 0) return 0f;
        HeadRows.Scale(gradient, 1f / counted);
        return (float)(sum / counted);
    }
}

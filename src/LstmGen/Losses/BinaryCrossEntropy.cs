using LstmGen.Numerics;

namespace LstmGen;

/// <summary>
/// Binary cross-entropy from logits, for labels that do not exclude each other: the mean over labels of −w·y·log σ(x) − (1 − y)·log(1 − σ(x)).
/// Label smoothing ε makes y·(1 − ε) + ε/2 of a target y. A target of −1 leaves that label of that row out.
/// </summary>
public sealed class BinaryCrossEntropy : Loss
{
    private readonly float[] _weights;

    /// <summary>A binary cross-entropy.</summary>
    /// <param name="positiveWeights">The weight w of the positive side of each label, not negative, not all 0; empty for 1.</param>
    /// <param name="labelSmoothing">ε from 0 to below 1.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public BinaryCrossEntropy(ReadOnlySpan<float> positiveWeights = default, float labelSmoothing = 0f)
    {
        LossChecks.Smoothing(labelSmoothing, nameof(labelSmoothing));
        if (!positiveWeights.IsEmpty) LossChecks.Weights(positiveWeights, positiveWeights.Length, nameof(positiveWeights));
        LabelSmoothing = labelSmoothing;
        _weights = positiveWeights.ToArray();
    }

    /// <summary>The weights of the positive sides; empty where all are 1.</summary>
    public ReadOnlySpan<float> PositiveWeights => _weights;

    /// <summary>How far targets are drawn towards ½: from 0, not at all, to 1.</summary>
    public float LabelSmoothing { get; }

    /// <inheritdoc/>
    public override string Name => "binary cross-entropy";

    /// <summary>
    /// Weights that give both sides of every label the same share: examples without it / examples with it (PyTorch's <c>pos_weight</c>); 1 for a label that none has, or all.
    /// </summary>
    /// <param name="positives">Examples that have each label, 0 to <paramref name="examples"/>.</param>
    /// <param name="examples">All examples, at least 1.</param>
    /// <exception cref="ArgumentException">A count is out of its range.</exception>
    public static float[] BalancedWeights(ReadOnlySpan<long> positives, long examples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(examples, 1);
        float[] weights = new float[positives.Length];
        for (int label = 0; label < weights.Length; label++)
        {
            if (positives[label] < 0 || positives[label] > examples)
            {
                throw new ArgumentException($"Expected counts from 0 to {examples}, but number {label} is {positives[label]}.", nameof(positives));
            }

            long negatives = examples - positives[label];
            weights[label] = positives[label] == 0 || negatives == 0 ? 1f : (float)((double)negatives / positives[label]);
        }

        return weights;
    }

    /// <inheritdoc/>
    public override string? DescribeBadTarget(ReadOnlySpan<float> target)
    {
        for (int i = 0; i < target.Length; i++)
        {
            if (target[i] != -1f && !(target[i] >= 0f && target[i] <= 1f))
            {
                return FormattableString.Invariant($"expected labels from 0 to 1, or −1 to leave one out, but number {i} is {target[i]}");
            }
        }

        return null;
    }

    /// <summary>The loss of one row.</summary>
    /// <param name="output">Logits; with weights a multiple of their number.</param>
    /// <param name="target">As many, from 0 to 1, or −1 where it does not count.</param>
    /// <param name="gradient">Receives the gradient with respect to each logit.</param>
    /// <returns>The mean over the labels that count; 0 where none does.</returns>
    /// <exception cref="ArgumentException">A length or a target does not fit.</exception>
    public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient)
    {
        LossChecks.Row(output.Length, target.Length, gradient.Length, Math.Max(1, _weights.Length));
        double sum = 0;
        float count = output.Length - target.Count(-1f);
        for (int i = 0, label = 0; i < output.Length; i++)
        {
            int at = label;
            label = label + 1 >= _weights.Length ? 0 : label + 1;
            if (target[i] == -1f)
            {
                gradient[i] = 0f;
                continue;
            }

            if (!(target[i] >= 0f && target[i] <= 1f))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"Expected targets from 0 to 1, or -1 to leave one out, but number {i} is {target[i]}."), nameof(target));
            }

            float x = output[i], y = MathF.FusedMultiplyAdd(target[i], 1f - LabelSmoothing, 0.5f * LabelSmoothing);
            float positive = _weights.Length == 0 ? y : y * _weights[at], negative = 1f - y;
            float tail = Softplus.Invoke(-MathF.Abs(x));
            sum += (double)positive * (MathF.Max(-x, 0f) + tail) + (double)negative * (MathF.Max(x, 0f) + tail);
            gradient[i] = (negative * Sigmoid.Invoke(x) - positive * Sigmoid.Invoke(-x)) / count;
        }

        return count == 0f ? 0f : (float)(sum / count);
    }
}

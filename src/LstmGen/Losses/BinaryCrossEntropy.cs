using LstmGen.Numerics;

namespace LstmGen;

/// <summary>
/// Binary cross-entropy from logits, for labels that do not exclude each other: the mean over labels of −w·y·log σ(x) − (1 − y)·log(1 − σ(x)).
/// Label smoothing ε makes y·(1 − ε) + ε/2 of a target y.
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

    /// <summary>The loss of one row.</summary>
    /// <param name="output">Logits; with weights a multiple of their number.</param>
    /// <param name="target">As many, from 0 to 1.</param>
    /// <param name="gradient">Receives the loss by each logit.</param>
    /// <returns>The mean over the labels.</returns>
    /// <exception cref="ArgumentException">A length or a target does not fit.</exception>
    public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient)
    {
        LossChecks.Row(output.Length, target.Length, gradient.Length, Math.Max(1, _weights.Length));
        double sum = 0;
        float count = output.Length;
        for (int i = 0, label = 0; i < output.Length; i++)
        {
            if (!(target[i] >= 0f && target[i] <= 1f))
            {
                throw new ArgumentException(FormattableString.Invariant($"Targets from 0 to 1 are expected; number {i} is {target[i]}."), nameof(target));
            }

            float x = output[i], y = MathF.FusedMultiplyAdd(target[i], 1f - LabelSmoothing, 0.5f * LabelSmoothing);
            float positive = _weights.Length == 0 ? y : y * _weights[label], negative = 1f - y;
            float tail = Softplus.Invoke(-MathF.Abs(x));
            sum += (double)positive * (MathF.Max(-x, 0f) + tail) + (double)negative * (MathF.Max(x, 0f) + tail);
            gradient[i] = (negative * Sigmoid.Invoke(x) - positive * Sigmoid.Invoke(-x)) / count;
            label = label + 1 >= _weights.Length ? 0 : label + 1;
        }

        return (float)(sum / count);
    }
}

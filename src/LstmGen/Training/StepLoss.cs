using System.Globalization;
using LstmGen.Metrics;

namespace LstmGen;

/// <summary>The loss of windows by steps: what <see cref="SequenceModel.EvaluateSteps"/> found.</summary>
public sealed record StepLoss
{
    /// <summary>The mean over all targets that count: of labels or columns side by side, over each of them.</summary>
    public required double PerTarget { get; init; }

    /// <summary>
    /// The sum over the targets of a step, in the mean over the steps: of a [Sigmoid] the negative log-likelihood of a frame in nats, of a [Softmax] that of a step, whose exponential is the
    /// perplexity. NaN where no step counts.
    /// </summary>
    public required double PerStep { get; init; }

    /// <summary>Targets that count: those in valid steps, without the ones that are −1 to a head with classes or labels.</summary>
    public required long Targets { get; init; }

    /// <summary>Steps with a target that counts.</summary>
    public required long Steps { get; init; }

    /// <summary>Both means and what they are over.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Figures.Number(PerStep)} a step over {Steps} steps, {Figures.Number(PerTarget)} a target over {Targets}");
}

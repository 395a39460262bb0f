namespace LstmGen;

/// <summary>The loss that a head computes itself from its own parameters, such as the negative log-likelihood of a CRF. It is no function of outputs alone.</summary>
public sealed class HeadLoss : Loss
{
    /// <summary>Called by generated code.</summary>
    /// <param name="name">As it stands in reports.</param>
    /// <param name="tagsSteps">Whether a target is one tag for each step, or −1.</param>
    public HeadLoss(string name, bool tagsSteps = false)
    {
        Name = name;
        TagsSteps = tagsSteps;
    }

    internal bool TagsSteps { get; }

    /// <inheritdoc/>
    public override string Name { get; }

    /// <summary>Not possible: only the head itself knows it.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient) =>
        throw new NotSupportedException($"The {Name} is computed by the head of a model, not from outputs alone.");
}

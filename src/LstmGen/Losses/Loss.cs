namespace LstmGen;

/// <summary>
/// A loss over one output, and its gradient. The loss of a row is the mean over its outputs; the loss of a batch is the mean over its rows.
/// </summary>
public abstract class Loss
{
    /// <summary>The name, as it stands in reports.</summary>
    public abstract string Name { get; }

    /// <summary>The loss of one row.</summary>
    /// <param name="output">What the network said.</param>
    /// <param name="target">What was right; as long as <paramref name="output"/>.</param>
    /// <param name="gradient">Receives the loss by each output; as long as <paramref name="output"/>.</param>
    /// <returns>The mean over the outputs.</returns>
    public abstract float Row(ReadOnlySpan<float> output, ReadOnlySpan<float> target, Span<float> gradient);
}

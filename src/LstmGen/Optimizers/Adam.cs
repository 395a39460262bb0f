namespace LstmGen;

/// <summary>Adam (Kingma &amp; Ba 2015): momentum, divided by a running root mean square of the gradient.</summary>
/// <remarks>
/// m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g². PyTorch, and the paper: w ← w − lr/(1 − β₁ᵗ) · m/(√(v/(1 − β₂ᵗ)) + ε). Keras:
/// w ← w − lr·√(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√v + ε), the paper's "epsilon hat". Learning rate 0.001.
/// </remarks>
public sealed class Adam : AdaptiveMoments
{
    /// <inheritdoc/>
    public override string Name => "Adam";

    /// <inheritdoc/>
    internal override string Kind => "Adam";

    /// <inheritdoc/>
    protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate) =>
        Move(parameters, gradient, learningRate, shrink: 0.0);
}

using LstmGen.Checks;

namespace LstmGen;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov &amp; Hutter 2019): w ← (1 − lr·λ)·w, then Adam's step. Every parameter decays, biases too, unless <see cref="WeightDecayOf"/> or <see cref="DecayBiases"/> says otherwise.
/// </summary>
public sealed partial class AdamW : AdaptiveMoments
{
    private readonly double? _weightDecay;

    /// <summary>λ, at least 0. The default is 0.004 in Keras' style, 0.01 in PyTorch's.</summary>
    public double WeightDecay
    {
        get => _weightDecay ?? (Style == OptimizerStyle.PyTorch ? 0.01 : 0.004);
        init => _weightDecay = Hyperparameter.NotNegative(value);
    }

    /// <inheritdoc/>
    public override string Name => "AdamW";

    /// <inheritdoc/>
    internal override string Kind => "AdamW";

    /// <inheritdoc/>
    internal override void WriteSettings(Settings settings)
    {
        base.WriteSettings(settings);
        settings.Add("weight_decay", WeightDecay);
        WriteGroups(settings);
    }

    /// <inheritdoc/>
    protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate) =>
        Move(parameters, gradient, learningRate, Groups());

    /// <inheritdoc/>
    private protected override double Shrink(double learningRate) => learningRate * LargestDecay;
}

using System.Numerics;

namespace LstmGen;

/// <summary>Adam with Nesterov momentum (Dozat 2016).</summary>
/// <remarks>
/// With μₜ = β₁(1 − ½·0.96^(ψt)) and the products Πₜ = μ₁…μₜ:
/// w ← w − lr·(μₜ₊₁·m/(1 − Πₜ₊₁) + (1 − μₜ)·g/(1 − Πₜ)) / (√(v/(1 − β₂ᵗ)) + ε). Keras: ψ = 1, learning rate 0.001. PyTorch: ψ = 0.004,
/// learning rate 0.002.
/// </remarks>
public sealed class Nadam : AdaptiveMoments
{
    private const double KerasDecay = 0.96;

    /// <summary>0.96^0.004.</summary>
    private const double PyTorchDecay = 0.9998367253526753;
    private double _decayPower = 1.0;
    private double _product = 1.0;

    /// <inheritdoc/>
    public override string Name => "Nadam";

    /// <inheritdoc/>
    protected override double DefaultLearningRate => Style == OptimizerStyle.PyTorch ? 0.002 : 0.001;

    /// <inheritdoc/>
    internal override string Kind => "Nadam";

    /// <inheritdoc/>
    protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate)
    {
        double decay = Style == OptimizerStyle.PyTorch ? PyTorchDecay : KerasDecay;
        _decayPower *= decay;
        double now = Beta1 * (1.0 - 0.5 * _decayPower);
        double next = Beta1 * (1.0 - 0.5 * (_decayPower * decay));
        _product *= now;
        (_, double second) = NextCorrections();
        var rule = new Rule(
            new((float)Beta1), new((float)(1.0 - Beta1)), new((float)Beta2), new((float)(1.0 - Beta2)),
            new((float)(learningRate * next / (1.0 - _product * next))), new((float)(learningRate * (1.0 - now) / (1.0 - _product))),
            new((float)Math.Sqrt(second)), new((float)Epsilon));
        ElementWise.Run(rule, parameters, gradient, Slot(0), Slot(1));
    }

    /// <inheritdoc/>
    protected override void ExchangeState(TrainingState state)
    {
        base.ExchangeState(state);
        state.Exchange("decay_power", ref _decayPower, 0.0, 1.0);
        state.Exchange("product", ref _product, 0.0, 1.0);
    }

    /// <summary>The mean gradient and the gradient itself.</summary>
    private protected override double Reach(double moment, double gradient) => moment + gradient;

    /// <inheritdoc/>
    protected override void Restart()
    {
        base.Restart();
        _decayPower = 1.0;
        _product = 1.0;
    }

    private readonly struct Rule(
        Vector<float> keep1, Vector<float> take1, Vector<float> keep2, Vector<float> take2,
        Vector<float> momentScale, Vector<float> gradientScale, Vector<float> root, Vector<float> epsilon) : IUpdateRule
    {
        public static int Slots => 2;

        public void Invoke(ref Vector<float> w, Vector<float> g, ref Vector<float> m, ref Vector<float> v)
        {
            m = keep1 * m + take1 * g;
            v = keep2 * v + take2 * (g * g);
            w -= (momentScale * m + gradientScale * g) / (Vector.SquareRoot(v) / root + epsilon);
        }
    }
}

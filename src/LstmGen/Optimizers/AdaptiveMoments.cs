using System.Numerics;
using LstmGen.Checks;

namespace LstmGen;

/// <summary>What Adam and its kin share: two moments, their decay rates, and the powers of those by running product.</summary>
public abstract class AdaptiveMoments : Optimizer
{
    private readonly double _beta1 = 0.9;
    private readonly double _beta2 = 0.999;
    private readonly double? _epsilon;
    private double _beta1Power = 1.0;
    private double _beta2Power = 1.0;

    private protected AdaptiveMoments()
        : base(slots: 2)
    {
    }

    /// <summary>β₁, how much of the mean gradient is kept, at least 0 and below 1. The default is 0.9.</summary>
    public double Beta1
    {
        get => _beta1;
        init => _beta1 = Hyperparameter.Share(value);
    }

    /// <summary>β₂, how much of the mean squared gradient is kept, at least 0 and below 1. The default is 0.999.</summary>
    public double Beta2
    {
        get => _beta2;
        init => _beta2 = Hyperparameter.Share(value);
    }

    /// <summary>ε, above 0: keeps the divisor from zero. The default is 10⁻⁷ in Keras' style, 10⁻⁸ in PyTorch's.</summary>
    public double Epsilon
    {
        get => _epsilon ?? (Style == OptimizerStyle.PyTorch ? 1e-8 : 1e-7);
        init => _epsilon = Hyperparameter.Positive(value);
    }

    /// <summary>Formula and defaults. The default is Keras.</summary>
    public OptimizerStyle Style { get; init; }

    /// <inheritdoc/>
    protected override double DefaultLearningRate => 0.001;

    /// <summary>Counts one more power of β₁ and β₂: after update t, 1 − β₁ᵗ and 1 − β₂ᵗ.</summary>
    private protected (double First, double Second) NextCorrections()
    {
        _beta1Power *= Beta1;
        _beta2Power *= Beta2;
        return (1.0 - _beta1Power, 1.0 - _beta2Power);
    }

    /// <summary>Adam's step with this style's place for ε: w ← w − shrink·w − scale·m/(√v/root + ε), after m and v took in the gradient.</summary>
    private protected void Move(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate, double shrink)
    {
        (double First, double Second) corrections = NextCorrections();
        Move(parameters, gradient, Slot(0), Slot(1), learningRate, shrink, corrections);
    }

    /// <summary>The step with a decay for each group of parameters.</summary>
    /// <param name="parameters">All of them.</param>
    /// <param name="gradient">Theirs.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="groups">The groups, back to back; empty for all with the same.</param>
    private protected void Move(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate, ReadOnlySpan<DecayGroup> groups)
    {
        if (groups.IsEmpty)
        {
            Move(parameters, gradient, learningRate, Shrink(learningRate));
            return;
        }

        (double First, double Second) corrections = NextCorrections();
        foreach (DecayGroup group in groups)
        {
            Move(
                parameters.Slice(group.Offset, group.Count), gradient.Slice(group.Offset, group.Count), Slot(0).Slice(group.Offset, group.Count), Slot(1).Slice(group.Offset, group.Count),
                learningRate, learningRate * group.Decay, corrections);
        }
    }

    private void Move(Span<float> parameters, ReadOnlySpan<float> gradient, Span<float> m, Span<float> v, double learningRate, double shrink, (double First, double Second) corrections)
    {
        (double first, double second) = corrections;
        double root = Math.Sqrt(second);
        bool keras = Style == OptimizerStyle.Keras;
        var rule = new Rule(
            new((float)Beta1), new((float)(1.0 - Beta1)), new((float)Beta2), new((float)(1.0 - Beta2)),
            new((float)(keras ? learningRate * root / first : learningRate / first)), new((float)root), new((float)Epsilon), new((float)shrink));
        if (keras)
        {
            ElementWise.Run(new KerasRule(rule), parameters, gradient, m, v);
        }
        else
        {
            ElementWise.Run(rule, parameters, gradient, m, v);
        }
    }

    /// <inheritdoc/>
    internal override void WriteSettings(Settings settings)
    {
        base.WriteSettings(settings);
        settings.Add("style", Style);
        settings.Add("beta1", Beta1);
        settings.Add("beta2", Beta2);
        settings.Add("epsilon", Epsilon);
    }

    /// <inheritdoc/>
    internal override string SlotName(int slot) => slot == 0 ? "m" : "v";

    /// <inheritdoc/>
    internal override bool HoldsSquares(int slot) => slot == 1;

    /// <inheritdoc/>
    protected override void ExchangeState(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Exchange("beta1_power", ref _beta1Power, 0.0, 1.0);
        state.Exchange("beta2_power", ref _beta2Power, 0.0, 1.0);
    }

    /// <summary>Both moments are means, of gradients and of their squares; no step is longer than lr/(1 − β₁)·reach/ε.</summary>
    private protected override bool StaysFinite(double parameter, double gradient, double learningRate, Span<double> bounds)
    {
        double m = Rounding * (Beta1 * bounds[0] + (1.0 - Beta1) * gradient);
        double v = Rounding * (Beta2 * bounds[1] + (1.0 - Beta2) * (gradient * gradient));
        double step = Rounding * learningRate / (1.0 - Beta1) * Reach(m, gradient);
        if (!(gradient < SafeGradient && m < Safe && v < Safe && step < Safe && Shrink(learningRate) * parameter + parameter + step / (float)Epsilon < Safe)) return false;
        (bounds[0], bounds[1]) = (m, v);
        return true;
    }

    /// <summary>What a step is made of at most, before it is divided: the mean gradient.</summary>
    private protected virtual double Reach(double moment, double gradient) => moment;

    /// <summary>The share of a parameter that an update takes off.</summary>
    private protected virtual double Shrink(double learningRate) => 0.0;

    /// <inheritdoc/>
    protected override void Restart()
    {
        _beta1Power = 1.0;
        _beta2Power = 1.0;
    }

    private readonly struct Rule(
        Vector<float> keep1, Vector<float> take1, Vector<float> keep2, Vector<float> take2,
        Vector<float> scale, Vector<float> root, Vector<float> epsilon, Vector<float> shrink) : IUpdateRule
    {
        public static int Slots => 2;

        public void Invoke(ref Vector<float> w, Vector<float> g, ref Vector<float> m, ref Vector<float> v)
        {
            TakeIn(g, ref m, ref v);
            Step(ref w, m, Vector.SquareRoot(v) / root);
        }

        public void TakeIn(Vector<float> g, ref Vector<float> m, ref Vector<float> v)
        {
            m = keep1 * m + take1 * g;
            v = keep2 * v + take2 * (g * g);
        }

        public void Step(ref Vector<float> w, Vector<float> m, Vector<float> deviation) =>
            w = w - shrink * w - scale * m / (deviation + epsilon);
    }

    /// <summary>Where ε stands beside √v itself, one division less.</summary>
    private readonly struct KerasRule(Rule rule) : IUpdateRule
    {
        private readonly Rule _rule = rule;

        public static int Slots => 2;

        public void Invoke(ref Vector<float> w, Vector<float> g, ref Vector<float> m, ref Vector<float> v)
        {
            _rule.TakeIn(g, ref m, ref v);
            _rule.Step(ref w, m, Vector.SquareRoot(v));
        }
    }
}

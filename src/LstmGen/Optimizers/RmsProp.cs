using System.Numerics;
using LstmGen.Checks;

namespace LstmGen;

/// <summary>RMSprop (Tieleman &amp; Hinton 2012): each step divided by a running root mean square of its gradient.</summary>
/// <remarks>
/// v ← ρv + (1 − ρ)g². Keras: w ← w − lr·g/√(v + ε), ρ 0.9, ε 10⁻⁷, learning rate 0.001. PyTorch: w ← w − lr·g/(√v + ε), ρ (its alpha)
/// 0.99, ε 10⁻⁸, learning rate 0.01.
/// </remarks>
public sealed class RmsProp : Optimizer
{
    private readonly double? _rho;
    private readonly double? _epsilon;

    /// <summary>RMSprop in Keras' style until told otherwise.</summary>
    public RmsProp()
        : base(slots: 1)
    {
    }

    /// <summary>How much of the running mean square is kept, at least 0 and below 1. The default follows the style.</summary>
    public double Rho
    {
        get => _rho ?? (Style == OptimizerStyle.PyTorch ? 0.99 : 0.9);
        init => _rho = Hyperparameter.Share(value);
    }

    /// <summary>ε, above 0: keeps the divisor from zero. The default follows the style.</summary>
    public double Epsilon
    {
        get => _epsilon ?? (Style == OptimizerStyle.PyTorch ? 1e-8 : 1e-7);
        init => _epsilon = Hyperparameter.Positive(value);
    }

    /// <summary>Formula and defaults. The default is Keras.</summary>
    public OptimizerStyle Style { get; init; }

    /// <inheritdoc/>
    public override string Name => "RMSprop";

    /// <inheritdoc/>
    protected override double DefaultLearningRate => Style == OptimizerStyle.PyTorch ? 0.01 : 0.001;

    /// <inheritdoc/>
    internal override string Kind => "RMSprop";

    /// <inheritdoc/>
    internal override void WriteSettings(Settings settings)
    {
        base.WriteSettings(settings);
        settings.Add("style", Style);
        settings.Add("rho", Rho);
        settings.Add("epsilon", Epsilon);
    }

    /// <inheritdoc/>
    internal override string SlotName(int slot) => "v";

    /// <inheritdoc/>
    internal override bool HoldsSquares(int slot) => true;

    /// <inheritdoc/>
    protected override void ExchangeState(TrainingState state)
    {
    }

    /// <inheritdoc/>
    protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate)
    {
        var rule = new Rule(
            new((float)learningRate), new((float)Rho), new((float)(1.0 - Rho)), new((float)Epsilon), Style == OptimizerStyle.Keras);
        ElementWise.Run(rule, parameters, gradient, Slot(0), default);
    }

    /// <summary>The moment is a mean of squares; no step is longer than lr·|g|/ε, or lr·|g|/√ε.</summary>
    private protected override bool StaysFinite(double parameter, double gradient, double learningRate, Span<double> bounds)
    {
        double v = Rounding * (Rho * bounds[0] + (1.0 - Rho) * (gradient * gradient));
        double step = Rounding * learningRate * gradient, least = Style == OptimizerStyle.Keras ? Math.Sqrt((float)Epsilon) : (float)Epsilon;
        if (!(gradient < SafeGradient && v < Safe && step < Safe && parameter + step / least < Safe)) return false;
        bounds[0] = v;
        return true;
    }

    private readonly struct Rule(Vector<float> rate, Vector<float> keep, Vector<float> take, Vector<float> epsilon, bool inside) : IUpdateRule
    {
        public static int Slots => 1;

        public void Invoke(ref Vector<float> w, Vector<float> g, ref Vector<float> v, ref Vector<float> second)
        {
            v = keep * v + take * (g * g);
            w -= rate * g / (inside ? Vector.SquareRoot(v + epsilon) : Vector.SquareRoot(v) + epsilon);
        }
    }
}

using System.Numerics;
using LstmGen.Checks;

namespace LstmGen;

/// <summary>
/// Stochastic gradient descent: w ← w − lr·g, with momentum μ (Polyak 1964) and Nesterov's look-ahead (Sutskever et al. 2013) if asked for.
/// </summary>
/// <remarks>
/// Keras: m ← μm − lr·g, then w ← w + m, or w + μm − lr·g with Nesterov. PyTorch: v ← μv + g, then w ← w − lr·v, or w − lr·(g + μv) with
/// Nesterov. They differ when the learning rate changes: Keras' momentum remembers the old one. The learning rate is 0.01 in Keras' style
/// and 0.001 in PyTorch's unless set.
/// </remarks>
public sealed class Sgd : Optimizer
{
    private readonly double _momentum;

    /// <summary>Plain gradient descent until told otherwise.</summary>
    public Sgd()
        : base(slots: 1)
    {
    }

    /// <summary>μ, at least 0 and below 1. The default is 0: no momentum.</summary>
    public double Momentum
    {
        get => _momentum;
        init => _momentum = Hyperparameter.Share(value);
    }

    /// <summary>Whether the momentum looks ahead. It does nothing without momentum.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Formula and defaults. The default is Keras.</summary>
    public OptimizerStyle Style { get; init; }

    /// <inheritdoc/>
    public override string Name => Momentum == 0.0 ? "SGD" : Nesterov ? "SGD with Nesterov momentum" : "SGD with momentum";

    /// <inheritdoc/>
    protected override double DefaultLearningRate => Style == OptimizerStyle.PyTorch ? 0.001 : 0.01;

    /// <inheritdoc/>
    internal override string Kind => "SGD";

    /// <inheritdoc/>
    internal override void WriteSettings(Settings settings)
    {
        base.WriteSettings(settings);
        settings.Add("style", Style);
        settings.Add("momentum", Momentum);
        settings.Add("nesterov", Nesterov);
    }

    /// <inheritdoc/>
    internal override string SlotName(int slot) => "m";

    /// <inheritdoc/>
    protected override void ExchangeState(TrainingState state)
    {
    }

    /// <inheritdoc/>
    protected override void Update(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate)
    {
        Vector<float> rate = new((float)learningRate), momentum = new((float)Momentum);
        Span<float> velocity = Slot(0);
        if (Momentum == 0.0)
        {
            ElementWise.Run(new Plain(rate), parameters, gradient, default, default);
        }
        else if (Style == OptimizerStyle.Keras)
        {
            ElementWise.Run(new Keras(rate, momentum, Nesterov), parameters, gradient, velocity, default);
        }
        else
        {
            ElementWise.Run(new PyTorch(rate, momentum, Nesterov), parameters, gradient, velocity, default);
        }
    }

    /// <summary>Keras' velocity has the learning rate in it, PyTorch's has not.</summary>
    private protected override bool StaysFinite(double parameter, double gradient, double learningRate, Span<double> bounds)
    {
        double velocity = 0.0, step = Rounding * learningRate * gradient;
        if (Momentum != 0.0)
        {
            bool keras = Style == OptimizerStyle.Keras;
            velocity = Rounding * (Momentum * bounds[0] + (keras ? learningRate * gradient : gradient));
            step = Rounding * ((keras ? velocity : learningRate * velocity) + (Nesterov ? learningRate * gradient : 0.0));
        }

        if (!(gradient < Safe && velocity < Safe && step < Safe && parameter + step < Safe)) return false;
        bounds[0] = velocity;
        return true;
    }

    private readonly struct Plain(Vector<float> rate) : IUpdateRule
    {
        public static int Slots => 0;

        public void Invoke(ref Vector<float> w, Vector<float> g, ref Vector<float> first, ref Vector<float> second) => w -= rate * g;
    }

    private readonly struct Keras(Vector<float> rate, Vector<float> momentum, bool nesterov) : IUpdateRule
    {
        public static int Slots => 1;

        public void Invoke(ref Vector<float> w, Vector<float> g, ref Vector<float> m, ref Vector<float> second)
        {
            m = momentum * m - rate * g;
            w += nesterov ? momentum * m - rate * g : m;
        }
    }

    private readonly struct PyTorch(Vector<float> rate, Vector<float> momentum, bool nesterov) : IUpdateRule
    {
        public static int Slots => 1;

        public void Invoke(ref Vector<float> w, Vector<float> g, ref Vector<float> v, ref Vector<float> second)
        {
            v = momentum * v + g;
            w -= rate * (nesterov ? g + momentum * v : v);
        }
    }
}

using LstmGen.Checks;
using LstmGen.Kernels;

namespace LstmGen;

/// <summary>
/// Turns gradients into new parameters. It sees the flat parameter vector of one model and knows no layer; what it remembers (momentum,
/// squares) is allocated on its first step and kept, so that later calls of Fit go on where the last one stopped.
/// </summary>
/// <remarks>
/// An instance belongs to one model, until <see cref="Reset"/>. Every formula is element by element, so that its results are the same bits at every
/// vector width. To write another one, derive from this class: state lives in <see cref="Slot"/>, and <see cref="ExchangeState"/> names the rest.
/// </remarks>
public abstract partial class Optimizer
{
    private readonly float[]?[] _slots;
    private readonly double? _learningRate;
    private int _length = -1;

    /// <summary>For derived classes.</summary>
    /// <param name="slots">Vectors of state, each as long as the parameters, zero at first.</param>
    protected Optimizer(int slots)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slots);
        _slots = new float[]?[slots];
    }

    /// <summary>The name, as it stands in reports.</summary>
    public abstract string Name { get; }

    /// <summary>The learning rate where no schedule changes it, a finite number of at least 0. Its default follows the style.</summary>
    public double LearningRate
    {
        get => _learningRate ?? DefaultLearningRate;
        init => _learningRate = Hyperparameter.NotNegative(value, nameof(LearningRate));
    }

    /// <summary>Updates made since the start or the last <see cref="Reset"/>.</summary>
    public long Updates { get; private set; }

    /// <summary>The learning rate unless one is set.</summary>
    protected abstract double DefaultLearningRate { get; }

    /// <summary>One update with <see cref="LearningRate"/>.</summary>
    /// <inheritdoc cref="Step(Span{float}, ReadOnlySpan{float}, double)"/>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient) => Step(parameters, gradient, LearningRate);

    /// <summary>One update.</summary>
    /// <param name="parameters">The flat vector; moved downhill.</param>
    /// <param name="gradient">The gradient with respect to each parameter; as long as <paramref name="parameters"/>.</param>
    /// <param name="learningRate">A finite number of at least 0.</param>
    /// <exception cref="ArgumentException">The lengths differ from each other, or from those of the first update.</exception>
    /// <exception cref="ArithmeticException">
    /// The gradient is not finite, or a parameter or moment would not be after the update. Nothing has changed: parameters, moments and counters are as before.
    /// </exception>
    /// <exception cref="InvalidOperationException">A model is being trained with the optimizer.</exception>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate)
    {
        Enter(nameof(Step));
        try
        {
            if (TryStep(parameters, gradient, learningRate, VectorOps.Largest(gradient)) is { } bad)
            {
                throw new ArithmeticException($"{bad} is not finite; the parameters and what {Name} remembers are as before.");
            }
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Forgets everything: the next update is a first one, of any model.</summary>
    /// <exception cref="InvalidOperationException">A model is being trained with the optimizer. Nothing has changed.</exception>
    public void Reset()
    {
        Enter(nameof(Reset));
        try
        {
            Updates = 0;
            _length = -1;
            _owner = null;
            Generation++;
            Array.Clear(_slots);
            _measured = null;
            Restart();
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>One update; <see cref="Updates"/> counts it already, from 1.</summary>
    protected abstract void Update(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate);

    /// <summary>Forgets what a derived class keeps beside its slots.</summary>
    protected virtual void Restart()
    {
    }

    /// <summary>A vector of state, as long as the parameters. To be asked for in <see cref="Update"/>.</summary>
    /// <param name="index">0 to below the number of slots.</param>
    protected Span<float> Slot(int index) => _slots[index];
}

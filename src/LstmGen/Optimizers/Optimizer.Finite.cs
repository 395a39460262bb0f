using LstmGen.Checks;
using LstmGen.Kernels;

namespace LstmGen;

// An update that would leave a parameter or a moment infinite or NaN is refused, and nothing has changed.
public abstract partial class Optimizer
{
    /// <summary>Numbers below this may be added, and multiplied by what is below 10, and stay finite.</summary>
    private protected const double Safe = 1e37;

    /// <summary>Gradients below this have squares that are <see cref="Safe"/>.</summary>
    private protected const double SafeGradient = 1e18;

    /// <summary>More than the rounding of an update can add to a bound, relative to it.</summary>
    private protected const double Rounding = 1.0 + 1e-6;

    private float[]? _measured;
    private double[] _bounds = [];
    private TrainingSnapshot? _undo;
    private Action<TrainingState>? _exchange;

    /// <summary>One update, or none.</summary>
    /// <param name="parameters">The flat vector.</param>
    /// <param name="gradient">As long.</param>
    /// <param name="learningRate">A finite number of at least 0.</param>
    /// <param name="largest">The largest magnitude in the gradient, as <see cref="VectorOps.Largest"/> gives it.</param>
    /// <returns>Null, or what is not finite: parameters, moments and counters are then as before, as they are where the update throws.</returns>
    internal string? TryStep(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate, float largest)
    {
        Hyperparameter.NotNegative(learningRate, nameof(learningRate));
        if (gradient.Length != parameters.Length)
        {
            throw new ArgumentException(
                $"Expected as many gradients as parameters, {parameters.Length}, but got {gradient.Length}.", nameof(gradient));
        }

        Bind(parameters.Length);
        if (!float.IsFinite(largest)) return "The gradient";
        float heaviest = VectorOps.Largest(parameters);
        if (!float.IsFinite(heaviest)) return "A parameter";
        if (!StaysFinite(heaviest, largest, learningRate, MeasuredBounds()))
        {
            return StepOrUndo(parameters, gradient, learningRate);
        }

        Updates++;
        Update(parameters, gradient, learningRate);
        return null;
    }

    /// <summary>
    /// Whether an update is sure to leave every parameter and moment finite. Where it is, the update is made as it stands and nothing is kept for the case that it fails;
    /// where it is not, because numbers are wild or the class is not this library's, the update is made all the same and looked at afterwards.
    /// </summary>
    /// <param name="parameter">The largest magnitude of a parameter.</param>
    /// <param name="gradient">The largest magnitude in the gradient.</param>
    /// <param name="learningRate">Of the update.</param>
    /// <param name="bounds">No value of a slot is larger than its bound. Receives the bounds after the update, where the answer is yes.</param>
    private protected virtual bool StaysFinite(double parameter, double gradient, double learningRate, Span<double> bounds) => false;

    /// <summary>The bounds of the slots, measured when the slots are other than those that were measured last.</summary>
    private Span<double> MeasuredBounds()
    {
        if (_slots.Length > 0 && _measured != _slots[0])
        {
            _measured = _slots[0];
            if (_bounds.Length != _slots.Length) _bounds = new double[_slots.Length];
            for (int slot = 0; slot < _slots.Length; slot++)
            {
                float largest = VectorOps.Largest(_slots[slot]);
                _bounds[slot] = float.IsFinite(largest) ? largest : double.PositiveInfinity;
            }
        }

        return _bounds;
    }

    private string? StepOrUndo(Span<float> parameters, ReadOnlySpan<float> gradient, double learningRate)
    {
        _undo ??= new TrainingSnapshot();
        Keep(_undo, parameters);
        string? bad = "The update";
        try
        {
            Updates++;
            Update(parameters, gradient, learningRate);
            bad = VectorOps.AllFinite(parameters) ? BadMoment() : "A parameter after the update";
        }
        finally
        {
            if (bad is not null) Return(_undo, parameters);
        }

        if (bad is null) _measured = null;
        return bad;
    }

    /// <summary>Keeps the parameters and all that is remembered. To be called on an optimizer that has slots.</summary>
    internal void Keep(TrainingSnapshot snapshot, ReadOnlySpan<float> parameters) => snapshot.Keep(parameters, _slots, zero: Updates == 0, _exchange ??= Exchange);

    /// <summary>Gives back what <see cref="Keep"/> kept.</summary>
    internal void Return(TrainingSnapshot snapshot, Span<float> parameters)
    {
        snapshot.Return(parameters, _slots, _exchange ??= Exchange);
        _measured = null;
    }

    private string? BadMoment()
    {
        foreach (float[]? slot in _slots)
        {
            if (!VectorOps.AllFinite(slot)) return $"A moment of {Name} after the update";
        }

        return null;
    }
}

using LstmGen.Checks;
using LstmGen.Inspection;
using LstmGen.Numerics;

namespace LstmGen;

/// <summary>The rate times <see cref="Factor"/> after every <see cref="Epochs"/> epochs: lr·factor^⌊epoch/epochs⌋.</summary>
public sealed class StepDecay : LearningRateSchedule
{
    private readonly int _epochs = 10;
    private readonly double _factor = 0.1;

    /// <summary>Epochs between two steps, at least 1. The default is 10.</summary>
    public int Epochs
    {
        get => _epochs;
        init => _epochs = Hyperparameter.AtLeast(1, value);
    }

    /// <summary>Above 0, at most 1. The default is 0.1.</summary>
    public double Factor
    {
        get => _factor;
        init => _factor = Hyperparameter.Factor(value);
    }

    /// <inheritdoc/>
    internal override string Identity => Describe("StepDecay", ("epochs", Epochs), ("factor", Factor));

    /// <inheritdoc/>
    public override double RateAt(double initialRate, in ScheduleStep step) => initialRate * DoubleMath.Pow(Factor, step.Epoch / Epochs);

    /// <inheritdoc/>
    public override void ExchangeState(TrainingState state)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"step decay, × {Factor} every {ModelSummary.Count(Epochs, "epoch")}");
}

using LstmGen.Checks;
using LstmGen.Numerics;

namespace LstmGen;

/// <summary>The rate times <see cref="Factor"/> after every epoch: lr·factor^epoch.</summary>
public sealed class ExponentialDecay : LearningRateSchedule
{
    private readonly double _factor = 0.95;

    /// <summary>Above 0, at most 1. The default is 0.95.</summary>
    public double Factor
    {
        get => _factor;
        init => _factor = Hyperparameter.Factor(value);
    }

    /// <inheritdoc/>
    internal override string Identity => Describe("ExponentialDecay", ("factor", Factor));

    /// <inheritdoc/>
    public override double RateAt(double initialRate, in ScheduleStep step) => initialRate * DoubleMath.Pow(Factor, step.Epoch);

    /// <inheritdoc/>
    public override void ExchangeState(TrainingState state)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"exponential decay, × {Factor} every epoch");
}

using LstmGen.Checks;
using LstmGen.Inspection;
using LstmGen.Numerics;

namespace LstmGen;

/// <summary>
/// From the full rate down to <see cref="MinimumRate"/> along half a cosine, update by update, and from the top again if restarts are
/// asked for (SGDR, Loshchilov &amp; Hutter 2017): min + ½(lr − min)(1 + cos(π·t/T)).
/// </summary>
public sealed class CosineDecay : LearningRateSchedule
{
    private readonly int? _epochs;
    private readonly int _growth = 1;
    private readonly double _minimumRate;

    /// <summary>T, the epochs of one descent, at least 1. The default is the whole run.</summary>
    public int? Epochs
    {
        get => _epochs;
        init => _epochs = value is { } epochs ? Hyperparameter.AtLeast(1, epochs) : null;
    }

    /// <summary>Whether a descent is followed by another one. If not, the rate stays at its minimum. The default is false.</summary>
    public bool Restarts { get; init; }

    /// <summary>Each descent after a restart is so many times as long as the one before, at least 1. The default is 1.</summary>
    public int Growth
    {
        get => _growth;
        init => _growth = Hyperparameter.AtLeast(1, value);
    }

    /// <summary>Where a descent ends, at least 0 and at most the initial rate. The default is 0.</summary>
    public double MinimumRate
    {
        get => _minimumRate;
        init => _minimumRate = Hyperparameter.NotNegative(value);
    }

    /// <inheritdoc/>
    internal override string Identity => Describe("CosineDecay", ("epochs", Epochs is { } epochs ? epochs : "all"), ("restarts", Restarts), ("growth", Growth), ("minimumRate", MinimumRate));

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The minimum is above the initial rate.</exception>
    public override double RateAt(double initialRate, in ScheduleStep step)
    {
        if (MinimumRate > initialRate)
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"Expected a minimum rate of at most the initial rate, {initialRate}, but got {MinimumRate}."));
        }

        double length = Epochs is { } epochs ? (double)epochs * step.UpdatesPerEpoch : step.TotalUpdates;
        double at = step.Update;
        while (Restarts && at >= length)
        {
            if (Growth == 1)
            {
                at -= length * Math.Floor(at / length);
                break;
            }

            at -= length;
            length *= Growth;
        }

        return at >= length
            ? MinimumRate
            : MinimumRate + 0.5 * (initialRate - MinimumRate) * (1.0 + DoubleMath.Cos(Math.PI * (at / length)));
    }

    /// <inheritdoc/>
    public override void ExchangeState(TrainingState state)
    {
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"cosine decay to {MinimumRate} over {(Epochs is { } epochs ? ModelSummary.Count(epochs, "epoch") : "the run")}{(Restarts ? $", with restarts × {Growth}" : "")}");
}

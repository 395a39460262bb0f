using LstmGen.Checks;
using LstmGen.Inspection;

namespace LstmGen;

/// <summary>
/// The rate times <see cref="Factor"/> whenever the loss has not improved for <see cref="Patience"/> epochs (Keras' ReduceLROnPlateau).
/// </summary>
/// <remarks>It remembers where its run stands: an instance serves one run at a time.</remarks>
public sealed class ReduceOnPlateau : LearningRateSchedule
{
    private readonly double _factor = 0.1;
    private readonly int _patience = 10;
    private readonly double _minDelta = 1e-4;
    private readonly int _cooldown;
    private readonly double _minimumRate;
    private double _best = double.PositiveInfinity;
    private long _wait;
    private long _cooling;
    private long _reductions;

    /// <summary>Above 0, below 1. The default is 0.1.</summary>
    public double Factor
    {
        get => _factor;
        init => _factor = value < 1.0
            ? Hyperparameter.Factor(value)
            : throw new ArgumentOutOfRangeException(nameof(Factor), value, "Expected a number above 0 and below 1.");
    }

    /// <summary>Epochs without improvement before the rate falls, at least 0. The default is 10.</summary>
    public int Patience
    {
        get => _patience;
        init => _patience = Hyperparameter.AtLeast(0, value);
    }

    /// <summary>An epoch improves on the best when its loss is lower by more than this, at least 0. The default is 0.0001.</summary>
    public double MinDelta
    {
        get => _minDelta;
        init => _minDelta = Hyperparameter.NotNegative(value);
    }

    /// <summary>Epochs after a reduction in which nothing is counted, at least 0. The default is 0.</summary>
    public int Cooldown
    {
        get => _cooldown;
        init => _cooldown = Hyperparameter.AtLeast(0, value);
    }

    /// <summary>The rate falls no further than this, at least 0. The default is 0.</summary>
    public double MinimumRate
    {
        get => _minimumRate;
        init => _minimumRate = Hyperparameter.NotNegative(value);
    }

    /// <inheritdoc/>
    internal override string Identity => Describe("ReduceOnPlateau", ("factor", Factor), ("patience", Patience), ("minDelta", MinDelta), ("cooldown", Cooldown), ("minimumRate", MinimumRate));

    /// <inheritdoc/>
    public override double RateAt(double initialRate, in ScheduleStep step)
    {
        double rate = initialRate;
        for (long i = 0; i < _reductions && rate > MinimumRate; i++)
        {
            rate = Math.Max(rate * Factor, MinimumRate);
        }

        return rate;
    }

    /// <inheritdoc/>
    public override void Start()
    {
        _best = double.PositiveInfinity;
        _wait = 0;
        _cooling = 0;
        _reductions = 0;
    }

    /// <inheritdoc/>
    public override void ExchangeState(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Exchange("best", ref _best, double.NegativeInfinity, double.PositiveInfinity);
        state.ExchangeCounter("wait", ref _wait);
        state.ExchangeCounter("cooling", ref _cooling);
        state.ExchangeCounter("reductions", ref _reductions);
    }

    /// <inheritdoc/>
    public override void EpochEnded(double loss)
    {
        if (_cooling > 0)
        {
            _cooling--;
            _wait = 0;
        }

        if (loss + MinDelta < _best)
        {
            _best = loss;
            _wait = 0;
        }
        else if (_cooling == 0)
        {
            _wait++;
            if (_wait >= Patience)
            {
                _reductions++;
                _cooling = Cooldown;
                _wait = 0;
            }
        }
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"× {Factor} after {ModelSummary.Count(Patience, "epoch")} without an improvement of {MinDelta}, down to {MinimumRate}");
}

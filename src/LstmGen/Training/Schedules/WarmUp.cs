using LstmGen.Checks;
using LstmGen.Inspection;

namespace LstmGen;

/// <summary>
/// Rises in a straight line to the full rate, update n of N at lr·(n + 1)/N, then hands over to another schedule, which counts from there.
/// </summary>
public sealed class WarmUp : LearningRateSchedule
{
    private readonly int _epochs;
    private readonly int _updates;

    /// <summary>Epochs of warm-up, at least 0. Added to <see cref="Updates"/>.</summary>
    public int Epochs
    {
        get => _epochs;
        init => _epochs = Hyperparameter.AtLeast(0, value);
    }

    /// <summary>Updates of warm-up, at least 0. Added to <see cref="Epochs"/>.</summary>
    public int Updates
    {
        get => _updates;
        init => _updates = Hyperparameter.AtLeast(0, value);
    }

    /// <summary>What follows. The default is a constant rate.</summary>
    public LearningRateSchedule Then
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }
    = Constant;

    /// <inheritdoc/>
    internal override string Identity => Describe("WarmUp", ("epochs", Epochs), ("updates", Updates), ("then", Then.Identity));

    /// <inheritdoc/>
    public override double RateAt(double initialRate, in ScheduleStep step)
    {
        long length = (long)Epochs * step.UpdatesPerEpoch + Updates;
        return step.Update < length
            ? Then.RateAt(initialRate, step with { Update = 0, TotalUpdates = Rest(step, length) }) * (step.Update + 1) / length
            : Then.RateAt(initialRate, step with { Update = step.Update - length, TotalUpdates = Rest(step, length) });
    }

    /// <inheritdoc/>
    public override void Start() => Then.Start();

    /// <inheritdoc/>
    public override void ExchangeState(TrainingState state) => Then.ExchangeState(state);

    /// <inheritdoc/>
    public override void EpochEnded(double loss) => Then.EpochEnded(loss);

    /// <inheritdoc/>
    public override string ToString()
    {
        string[] parts = [.. Epochs > 0 ? [ModelSummary.Count(Epochs, "epoch")] : Array.Empty<string>(), .. Updates > 0 ? [ModelSummary.Count(Updates, "update")] : Array.Empty<string>()];
        return $"warm-up over {(parts.Length == 0 ? "0 updates" : string.Join(" and ", parts))}, then {Then}";
    }

    private static long Rest(in ScheduleStep step, long length) => Math.Max(1, step.TotalUpdates - length);
}

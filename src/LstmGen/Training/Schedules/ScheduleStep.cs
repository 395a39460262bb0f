namespace LstmGen;

/// <summary>Where a training run stands before an update.</summary>
/// <param name="Update">The update that comes, counted from 0.</param>
/// <param name="UpdatesPerEpoch">Updates in one epoch, at least 1.</param>
/// <param name="TotalUpdates">Updates planned in the whole run.</param>
public readonly record struct ScheduleStep(long Update, int UpdatesPerEpoch, long TotalUpdates)
{
    /// <summary>The epoch, counted from 0.</summary>
    public long Epoch => Update / UpdatesPerEpoch;

    /// <summary>Epochs behind, with the fraction of the current one.</summary>
    public double Progress => (double)Update / UpdatesPerEpoch;
}

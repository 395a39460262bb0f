namespace LstmGen;

/// <summary>Where a training run stands before an update.</summary>
/// <param name="Update">The update that comes, counted from 0; in a run that goes on with the schedule of the run before, from the start of that.</param>
/// <param name="UpdatesPerEpoch">Updates in one epoch, at least 1.</param>
/// <param name="TotalUpdates">Updates planned: those behind and those of this run, or what <see cref="FitOptions.TotalEpochs"/> says.</param>
public readonly record struct ScheduleStep(long Update, int UpdatesPerEpoch, long TotalUpdates)
{
    /// <summary>The epoch, counted from 0.</summary>
    public long Epoch => Update / UpdatesPerEpoch;

    /// <summary>Epochs behind, with the fraction of the current one.</summary>
    public double Progress => (double)Update / UpdatesPerEpoch;

    /// <summary>Where the run stands, counted from 0: <c>update 40 of 100, epoch 2</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"update {Update} of {TotalUpdates}, epoch {Epoch}");
}

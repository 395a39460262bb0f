using LstmGen.Persistence;

namespace LstmGen;

/// <summary>Where a run left its schedule, for the next run with the same optimizer and an equal schedule.</summary>
/// <param name="Schedule">The class of the schedule and its settings.</param>
/// <param name="Updates">Updates behind.</param>
/// <param name="State">What the schedule remembered.</param>
/// <param name="Optimizer">The optimizer, which went on with it.</param>
/// <param name="Generation">How often that had been reset.</param>
internal sealed record SchedulePosition(string Schedule, long Updates, SavedState State, Optimizer Optimizer, int Generation)
{
    /// <summary>Whether a run with this optimizer and this schedule goes on from here.</summary>
    public bool GoesOn(Optimizer optimizer, LearningRateSchedule schedule) =>
        Optimizer == optimizer && Generation == optimizer.Generation && Schedule == schedule.Identity && State.Unnamed is null;
}

namespace LstmGen;

/// <summary>
/// Changes the learning rate while training. Asked before every update; told the monitored loss after every epoch.
/// </summary>
public abstract class LearningRateSchedule
{
    /// <summary>The same rate throughout.</summary>
    public static LearningRateSchedule Constant { get; } = new ConstantRate();

    /// <summary>The learning rate of an update.</summary>
    /// <param name="initialRate">The optimizer's learning rate, or the one in the options.</param>
    /// <param name="step">Where the run stands.</param>
    /// <returns>A finite number of at least 0.</returns>
    public abstract double RateAt(double initialRate, in ScheduleStep step);

    /// <summary>A run starts: forget the one before. Does nothing unless the schedule remembers something.</summary>
    public virtual void Start()
    {
    }

    /// <summary>An epoch is over.</summary>
    /// <param name="loss">The validation loss, or the training loss where nothing is held out.</param>
    public virtual void EpochEnded(double loss)
    {
    }

    private sealed class ConstantRate : LearningRateSchedule
    {
        public override double RateAt(double initialRate, in ScheduleStep step) => initialRate;
    }
}

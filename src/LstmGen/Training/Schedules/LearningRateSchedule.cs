using System.Globalization;

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

    /// <summary>
    /// The class and its settings: a run goes on with the schedule of the run before where the two are equal. A class that this library does not know is told by its name.
    /// </summary>
    internal virtual string Identity => GetType().FullName ?? GetType().Name;

    /// <summary>
    /// The schedule starts at update 0: forget what was before. Not called where a run goes on with the schedule of the run before it. Does nothing unless the schedule
    /// remembers something.
    /// </summary>
    public virtual void Start()
    {
    }

    /// <summary>An epoch is over.</summary>
    /// <param name="loss">The validation loss, or the training loss where nothing is held out.</param>
    public virtual void EpochEnded(double loss)
    {
    }

    /// <summary>
    /// Names what a derived class remembers from update to update, so that checkpoints hold it and a later run goes on with it. A class that remembers nothing overrides
    /// it with an empty body. A class that does not override it starts again with every run, and a model trained with it cannot be saved as a checkpoint.
    /// </summary>
    /// <param name="state">Call <see cref="TrainingState.Exchange(string, ref double)"/> for each field. The same calls save the fields and set them.</param>
    public virtual void ExchangeState(TrainingState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        state.Unnamed(this);
    }

    /// <summary>One line that tells equal schedules: the same class with the same settings.</summary>
    private protected static string Describe(string name, params ReadOnlySpan<(string Name, object Value)> settings)
    {
        Settings values = new();
        foreach ((string setting, object value) in settings)
        {
            values.Add(setting, value is double number ? number.ToString("R", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
        }

        return $"{name}({values})";
    }

    /// <summary>What it does, in a few words; of a schedule of one's own, the name of its class.</summary>
    public override string ToString() => GetType().Name;

    private sealed class ConstantRate : LearningRateSchedule
    {
        public override string ToString() => "constant";

        internal override string Identity => "Constant";

        public override void ExchangeState(TrainingState state)
        {
        }

        public override double RateAt(double initialRate, in ScheduleStep step) => initialRate;
    }
}

namespace LstmGen;

/// <summary>
/// The model as it was before a run and at the end of its best epoch: parameters, what the optimizer and the schedule remembered then, the scaler. So that a run
/// that diverged leaves one of them, and never what it ended with.
/// </summary>
internal sealed class RunSnapshots
{
    private readonly SequenceModel _model;
    private readonly Optimizer _optimizer;
    private readonly Action<TrainingState> _exchangeSchedule;
    private readonly Scaler? _scalerBefore;
    private readonly TrainingSnapshot _start = new(), _startOfSchedule = new(), _best = new(), _bestOfSchedule = new();
    private readonly long _startUpdates;
    private long _bestUpdates;

    /// <summary>Keeps the model as it is before the first update.</summary>
    /// <param name="model">The model; it has its optimizer.</param>
    /// <param name="optimizer">Of the run.</param>
    /// <param name="schedule">Of the run, where it stands.</param>
    /// <param name="updates">Updates behind it.</param>
    /// <param name="scalerBefore">The model's scaler before the run, which may have fitted another.</param>
    public RunSnapshots(SequenceModel model, Optimizer optimizer, LearningRateSchedule schedule, long updates, Scaler? scalerBefore)
    {
        _model = model;
        _optimizer = optimizer;
        _exchangeSchedule = schedule.ExchangeState;
        _startUpdates = updates;
        _scalerBefore = scalerBefore;
        Keep(_start, _startOfSchedule);
    }

    /// <summary>The parameters of the best epoch so far.</summary>
    public ReadOnlySpan<float> BestParameters => _best.Parameters;

    /// <summary>The parameters from before the run.</summary>
    public ReadOnlySpan<float> StartParameters => _start.Parameters;

    /// <summary>Keeps the model as the best so far.</summary>
    public void KeepBest(long updates)
    {
        _bestUpdates = updates;
        Keep(_best, _bestOfSchedule);
    }

    /// <summary>Gives back the model of before the run. A scaler that was replaced comes back, because the weights were made for it.</summary>
    /// <returns>The updates behind it.</returns>
    public long ReturnToStart()
    {
        using Lock.Scope gate = _model.HoldWriters();
        Return(_start, _startOfSchedule);
        _model.Scaler = _scalerBefore ?? _model.Scaler;
        return _startUpdates;
    }

    /// <summary>Gives back the model of the best epoch.</summary>
    /// <returns>The updates behind it.</returns>
    public long ReturnToBest()
    {
        Return(_best, _bestOfSchedule);
        return _bestUpdates;
    }

    private void Keep(TrainingSnapshot snapshot, TrainingSnapshot ofSchedule)
    {
        _optimizer.Keep(snapshot, _model.MutableParameters);
        ofSchedule.Keep([], [], zero: true, _exchangeSchedule);
    }

    private void Return(TrainingSnapshot snapshot, TrainingSnapshot ofSchedule)
    {
        using Lock.Scope gate = _model.HoldWriters();
        _optimizer.Return(snapshot, _model.MutableParameters);
        _model.ParametersChanged();
        ofSchedule.Return([], [], _exchangeSchedule);
    }
}

using System.Diagnostics;
using LstmGen.Forecasting;
using LstmGen.Kernels;
using LstmGen.Numerics;
using LstmGen.Persistence;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>One run of Fit, from the checks of its options to its report.</summary>
internal sealed partial class FitRun
{
    /// <summary>Shuffling draws from streams of its own, above those of the initial parameters.</summary>
    private const ulong ShuffleStreams = 1UL << 32;

    /// <summary>Epochs that the report has room for from the start.</summary>
    private const int ReportRoom = 65_536;

    private readonly SequenceModel _model;
    private readonly TrainingEngine _engine;
    private readonly FitOptions _options;
    private readonly Loss _loss;
    private readonly WindowDataset _training;
    private readonly WindowDataset? _validation;
    private readonly WindowRows _rows;
    private readonly WindowRows? _validationRows;
    private readonly Optimizer _optimizer;
    private readonly double _initialRate;
    private readonly LearningRateSchedule _schedule;
    private readonly StreamStates? _streams;
    private readonly int _batchSize;
    private readonly int _batches;
    private readonly int[]? _bounds;
    private readonly long _seed;
    private readonly int[]? _order;
    private readonly RandomSource _random;
    private readonly RunSnapshots _snapshots;
    private readonly MeanPredictor? _mean;
    private readonly Scaler? _scalerBefore;
    private readonly HistoryWriter? _history;
    private readonly List<EpochReport> _epochs;
    private readonly List<string> _warnings = [];
    private readonly ITrainingObserver? _observer;
    private readonly TrainingRun? _observed;
    private readonly TargetCensus? _targets;
    private readonly Device _device;
    private readonly string? _deviceReason;
    private readonly long _started = Stopwatch.GetTimestamp();

    private readonly long _totalUpdates;
    private long _updates;
    private double _rate;
    private double _bestLoss = double.PositiveInfinity;
    private int _bestEpoch;
    private int _wait;
    private NonFiniteValue? _failure;

    public FitRun(SequenceModel model, TrainingEngine engine, WindowDataset windows, FitOptions options)
    {
        _model = model;
        _engine = engine;
        _options = options;
        _loss = options.Loss ?? model.Kernels.DefaultLoss;
        engine.Streams = null;
        engine.RefuseAllFrozen(nameof(SequenceModel.Fit));
        engine.CheckWindows(windows, _loss, nameof(windows));
        _device = (options.Device ?? Device.Cpu).ChooseFor(model, out _deviceReason);
        _device.RefuseUnlessFit(model);
        if (options.Validation is { } given) engine.CheckWindows(given, _loss, nameof(FitOptions.Validation));
        if (options.ScheduledSampling is not null && model.Description.Decoder is null)
        {
            throw new ArgumentException($"Scheduled sampling is for models with a decoder, and {model.Description.Name} has none.", nameof(options));
        }

        if (model.Description.CarriedLength > 0 && windows.Streams == 0)
        {
            throw new ArgumentException(
                $"{model.Description.Name} carries states from window to window (Stateful = true), so its windows come in streams: make them with WindowDataset.NextTokens or InStreams.",
                nameof(windows));
        }

        _targets = CountTargets(model, _loss, windows, _warnings);
        _optimizer = options.Optimizer ?? model.Optimizer ?? new Adam();
        _optimizer.CheckOwner(model);
        (_training, _validation) = Divide(options.SampleWeights.IsEmpty ? windows : windows.Weighted(options.SampleWeights), options);
        bool streams = model.Description.CarriedLength > 0;
        _batchSize = streams ? _training.Streams : options.BatchSize;
        _bounds = streams ? _training.StreamBatches() : null;
        _batches = _bounds is null ? (_training.Count - 1) / _batchSize + 1 : _bounds.Length - 1;
        _schedule = options.Schedule ?? LearningRateSchedule.Constant;
        SchedulePosition? position = model.SchedulePosition is { } last && last.GoesOn(_optimizer, _schedule) ? last : null;
        _updates = position?.Updates ?? 0;
        _totalUpdates = TotalUpdates();
        _schedule.Start();
        position?.State.ApplyTo(_schedule.ExchangeState);

        if (options.HistoryFile is { } path) _history = HistoryWriter.Begin(path);
        _scalerBefore = model.Scaler;
        WindowDataset prepared = model.PrepareTraining(_training, _loss, options.RefitScaler);
        _mean = MeanPredictor.For(model, prepared, _loss);
        _rows = new WindowRows(prepared);
        _validationRows = _validation is null ? null : new WindowRows(model.Prepare(_validation, _loss));

        _initialRate = options.LearningRate ?? _optimizer.LearningRate;
        _streams = streams ? new StreamStates(model.Description.CarriedLength, _training.Streams) : null;
        _seed = options.Seed ?? model.Seed;
        _random = new RandomSource(_seed);
        _order = streams ? _training.StreamOrder() : options.Shuffle ? new int[_training.Count] : null;
        _epochs = new List<EpochReport>(Math.Min(options.Epochs, ReportRoom));
        _optimizer.Bind(model);
        model.Optimizer = _optimizer;
        _snapshots = new RunSnapshots(model, _optimizer, _schedule, _updates, _scalerBefore);
        if (options.Progress is not ITrainingObserver observer) return;
        _observer = observer;
        _observed = new TrainingRun(model, engine)
        {
            Training = _training,
            Validation = _validation,
            Options = options,
            Loss = _loss,
            Optimizer = _optimizer,
            Batches = _batches,
        };
    }

    /// <summary>The thread on which Progress is being told of an epoch; 0 at all other times.</summary>
    public int ReportingThread { get; private set; }

    /// <summary>Where the schedule stands, for the next run and for checkpoints.</summary>
    public SchedulePosition Position() => new(_schedule.Identity, _updates, SavedState.Of(_schedule.ExchangeState), _optimizer, _optimizer.Generation);

    /// <summary>Trains. Meanwhile nothing else changes the optimizer.</summary>
    public FitReport Run()
    {
        _optimizer.Enter(nameof(SequenceModel.Fit), _model);
        using DeviceEngine? device = _device.OpenFor(_model);
        try
        {
            _engine.Device = device;
            return _observer is null ? TrainAndReport() : TrainObserved(_observer);
        }
        finally
        {
            _engine.Device = null;
            _optimizer.Leave();
        }
    }

    /// <summary>The end is told whatever happens.</summary>
    private FitReport TrainObserved(ITrainingObserver observer)
    {
        FitReport? report = null;
        try
        {
            report = TrainAndReport();
        }
        finally
        {
            observer.RunEnded(report);
        }

        return report;
    }

    private FitReport TrainAndReport()
    {
        StopReason reason = Train();
        bool best = _bestEpoch > 0 && _bestEpoch != _epochs.Count && _options.EarlyStopping is { RestoreBestWeights: true }
            && reason is StopReason.Completed or StopReason.EarlyStopping;
        bool diverged = reason == StopReason.NonFinite || Exploded(best);
        bool start = false;
        if (diverged)
        {
            start = !ReturnToBetter();
            best = !start;
        }
        else if (best)
        {
            _model.SetParameters(_snapshots.BestParameters);
        }

        AddAdvice(diverged);
        if (_history?.End() is { } missing) _warnings.Add(missing);
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_started);
        return new FitReport(Subject(), _epochs.AsReadOnly(), reason, _bestEpoch, best, elapsed, _failure)
        {
            Device = _device.Name,
            DeviceReason = _deviceReason,
            Diverged = diverged,
            InitialWeightsRestored = start,
            Accuracy = ForecastAccuracy.Of(_model, _validation ?? _training),
            AccuracyOfValidation = _validation is not null,
            Warnings = _warnings.AsReadOnly(),
            Complete = diverged || reason != StopReason.Completed ? null : (_options, !_training.HasSequencesInStreams),
            CountedTargets = _targets?.Counted,
            TargetsLeftOut = _targets?.LeftOut ?? 0,
        };
    }

    /// <summary>All epochs. Whatever a schedule or a listener throws ends the run, and what it leaves is what cancelling leaves.</summary>
    private StopReason Train()
    {
        long before = _updates;
        try
        {
            _observer?.RunStarted(_observed!);
            StopReason reason = StopReason.Completed;
            while (_epochs.Count < _options.Epochs && reason == StopReason.Completed)
            {
                reason = RunEpoch();
            }

            return reason;
        }
        catch
        {
            if (_updates == before)
            {
                _model.Scaler = _scalerBefore;
            }
            else if (Exploded(ofBest: false))
            {
                ReturnToBetter();
            }

            throw;
        }
    }

    private static (WindowDataset Training, WindowDataset? Validation) Divide(WindowDataset windows, FitOptions options)
    {
        if (options.ValidationSplit == 0.0)
        {
            return options.Monitor == MonitoredLoss.Validation && options.Validation is null
                ? throw new ArgumentException("The validation loss is to be monitored, but nothing is held out: set ValidationSplit or Validation.")
                : (windows, options.Validation);
        }

        if (options.Validation is not null)
        {
            throw new ArgumentException("Expected either ValidationSplit or Validation, but both are set.");
        }

        if (windows.HasSequencesInStreams)
        {
            throw new ArgumentException("Expected whole sequences to validate with, but a ValidationSplit cuts them: make windows of some with WindowDataset.StreamsOf, and give them as Validation.");
        }

        if (windows.SeriesCount > 1) return windows.SplitByTime(options.ValidationSplit);
        int count = (int)Math.Floor(windows.Count * (1.0 - options.ValidationSplit));
        if (count < 1 || count >= windows.Count)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"A validation split of {options.ValidationSplit} leaves {count} of {windows.Count} windows to train on and {windows.Count - count} to validate with; each needs at least one."));
        }

        WindowDataset training = windows.Slice(0, count), validation = windows.Slice(count, windows.Count - count);
        return windows.Streams == 0
            ? (training, validation)
            : (training.InStreams(Math.Min(windows.Streams, count)), validation.InStreams(Math.Min(windows.Streams, validation.Count)));
    }

    /// <summary>The updates after which training is over, for schedules.</summary>
    private long TotalUpdates()
    {
        long planned = _updates + (long)_batches * _options.Epochs;
        if (_options.TotalEpochs is not { } epochs) return planned;
        long total = (long)_batches * epochs;
        return total >= planned
            ? total
            : throw new ArgumentException(
                $"Expected TotalEpochs of at least {(planned - 1) / _batches + 1}, those behind and the {_options.Epochs} of this run, but got {epochs}.", "options");
    }

    private string Subject()
    {
        string heldOut = _validation is null ? "" : $", {_validation.Count} held out";
        string units = _model.Scaler is { Kind: not Scaling.None } && _model.Description.ScalesOutputs && !_loss.InRawUnits ? " of scaled values" : "";
        string frozen = _model.Parameters.Frozen is { Count: > 0 and var count } ? $", {count} of {_model.Parameters.Tensors.Count} tensors frozen" : "";
        return $"{_model.Description.Name}: {_optimizer.Name}, {_loss.Name}{units}, {_training.Count} windows{heldOut}{frozen}";
    }

    private StopReason RunEpoch()
    {
        Shuffle();
        _engine.Streams = _streams;
        double sum = 0.0;
        int size = _batchSize;
        _streams?.Reset();
        for (int batch = 0; batch < _batches; batch++)
        {
            if (_options.CancellationToken.IsCancellationRequested) return StopReason.Cancelled;
            int first = _bounds is null ? batch * size : _bounds[batch];
            int rows = (_bounds is null ? Math.Min(first + size, _training.Count) : _bounds[batch + 1]) - first;
            _streams?.ResetWhere(_training, _order!, first, rows);
            _rows.Select(_order, first);
            var step = new ScheduleStep(_updates, _batches, _totalUpdates);
            _engine.SamplingRate = _options.ScheduledSampling?.RateAt(step) ?? 0.0;
            double loss = _engine.Train(
                _rows, rows, _loss, new TileNoise(unchecked((ulong)_seed), _model.UpdateCount, 0), _options.MaxDegreeOfParallelism);
            _rate = _schedule.RateAt(_initialRate, step);
            if (_engine.Update(loss, _optimizer, _rate, _options.Clipping) is { } what)
            {
                _failure = new NonFiniteValue(what, _epochs.Count + 1, batch + 1);
                return StopReason.NonFinite;
            }

            if (_epochs.Count == 0 && batch == 0) _firstLoss = loss;
            _updates++;
            sum += loss * rows;
            if (_observer is not null) ReportUpdate(batch, loss);
        }

        return EndEpoch(sum / _training.Count);
    }

    /// <summary>A new order every epoch, which depends on the seed and the number of the epoch alone.</summary>
    private void Shuffle()
    {
        uint epoch = _model.EpochCount++;
        if (_order is null || _streams is not null) return;
        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }

        _random.Restart(_seed, ShuffleStreams + epoch);
        _random.Shuffle(_order);
    }

    private double Validate(WindowRows rows, WindowDataset windows)
    {
        if (_streams is not null && windows.Streams > 0) return _engine.EvaluateStreams(rows, windows, _loss, _options.MaxDegreeOfParallelism);
        _engine.Streams = null;
        return _engine.Evaluate(rows, windows.Count, _loss, _options.MaxDegreeOfParallelism);
    }

    /// <summary>Between two epochs: on this thread, what is told of the epoch may save a checkpoint.</summary>
    private void Report(in EpochReport report)
    {
        if (_options.Progress is null) return;
        ReportingThread = Environment.CurrentManagedThreadId;
        try
        {
            _options.Progress.Report(report);
        }
        finally
        {
            ReportingThread = 0;
        }
    }

    private void ReportUpdate(int batch, double loss)
    {
        _observed!.Updates++;
        _observer!.Updated(new UpdateReport(_epochs.Count + 1, batch + 1, _batches, loss, _rate, Stopwatch.GetElapsedTime(_started)));
    }

    private StopReason EndEpoch(double loss)
    {
        double? validation = null;
        if (_validationRows is not null)
        {
            if (_options.CancellationToken.IsCancellationRequested) return StopReason.Cancelled;
            validation = Validate(_validationRows, _validation!);
            if (!double.IsFinite(validation.Value))
            {
                _failure = new NonFiniteValue("The validation loss", _epochs.Count + 1, 0);
                return StopReason.NonFinite;
            }
        }

        double monitored = _options.Monitor == MonitoredLoss.Training ? loss : validation ?? loss;
        bool improved = monitored + (_options.EarlyStopping?.MinDelta ?? 0.0) < _bestLoss;
        _wait++;
        if (improved)
        {
            _wait = 0;
            _bestLoss = monitored;
            _bestEpoch = _epochs.Count + 1;
            _snapshots.KeepBest(_updates);
        }

        _lastLoss = monitored;
        _schedule.EpochEnded(monitored);
        var report = new EpochReport(
            _epochs.Count + 1, _options.Epochs, loss, validation, _rate, Stopwatch.GetElapsedTime(_started), improved);
        _epochs.Add(report);
        _history?.Write(report, _model.EpochCount);
        Report(report);
        return !improved && _options.EarlyStopping is { } stopping && _wait >= stopping.Patience ? StopReason.EarlyStopping : StopReason.Completed;
    }
}

using LstmGen.Checks;
using LstmGen.Kernels;

namespace LstmGen;

// Training: whole runs over windows, single batches for loops of one's own, and bare gradients.
public abstract partial class SequenceModel
{
    private FitRun? _run;

    /// <summary>
    /// The optimizer of the last <see cref="Fit"/>, <see cref="FitBatch"/> or <see cref="LoadCheckpoint(string, Optimizer?)"/>, with its moments: a run of Fit goes on with it unless another is
    /// given. Null before the first, and after weights were loaded or copied from another model.
    /// </summary>
    public Optimizer? Optimizer { get; internal set; }

    /// <summary>Where the last run of Fit left its schedule.</summary>
    internal SchedulePosition? SchedulePosition { get; set; }

    /// <summary>Which tensors training leaves as they are, by their places; null for none. Never changed in place: copies share it.</summary>
    internal bool[]? FrozenTensors { get; set; }

    /// <summary>Updates this model has made, so that no two of them draw the same dropout masks.</summary>
    internal uint UpdateCount { get; set; }

    /// <summary>Epochs this model has begun, so that no two of them have the same order.</summary>
    internal uint EpochCount { get; set; }

    /// <summary>
    /// Trains on windows. A model that scales fits its scaler on the first run, to the training part of the windows alone, and keeps it, unless
    /// <see cref="FitOptions.RefitScaler"/> asks for another.
    /// </summary>
    /// <remarks>
    /// The same seed, windows and options give a new model the same bits, with any number of threads. A second run goes on where the first ended, with its parameters,
    /// its <see cref="Optimizer"/> and the schedule (see <see cref="FitOptions.Schedule"/>), unless another optimizer is given: two runs of 5 epochs are one of 10, bit
    /// for bit. Early stopping and the best epoch are matters of one run. After its first epoch a run allocates nothing.
    /// </remarks>
    /// <param name="windows">Of this model's look-back, features and outputs, in their raw units.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <returns>What happened: losses per epoch, time, the best epoch, why training ended.</returns>
    /// <exception cref="ArgumentException">The windows do not fit the model, or the options do not fit each other.</exception>
    /// <exception cref="InvalidOperationException">The model is being trained already, or the optimizer belongs to another one.</exception>
    public FitReport Fit(WindowDataset windows, FitOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(windows);
        TrainingEngine engine = EnterTraining(nameof(Fit));
        try
        {
            _run = new FitRun(this, engine, windows, options ?? new FitOptions());
            return _run.Run();
        }
        finally
        {
            try
            {
                KeepSchedule();
            }
            finally
            {
                LeaveTraining(engine);
            }
        }
    }

    /// <summary>
    /// One update from one batch: for loops of one's own, and for learning online, one window at a time. After the first call with the
    /// largest number of rows it allocates nothing. A model with <c>Stateful = true</c> goes on where the call before ended, row by row, until
    /// <see cref="ResetStreams"/>; gradients stop where the windows begin.
    /// </summary>
    /// <remarks>
    /// Training settles what a model scales by. One that scales and has no scaler yet takes the values as they are from its first batch on, and its scaler is
    /// then <see cref="Scaler.Identity"/>: a batch is too little to fit one to. Call <see cref="FitScaler"/> or <see cref="SetScaler"/> before to have them scaled.
    /// </remarks>
    /// <param name="inputs">Windows one after another, each LookBack × Features values, raw: a scaler, if the model has one, works inside.</param>
    /// <param name="targets">As many targets, each OutputSteps × Outputs values; for a loss with several outputs per target, each may stand once.</param>
    /// <param name="optimizer">
    /// The model's own: it has its moments, and becomes <see cref="Optimizer"/>.
    /// </param>
    /// <param name="loss">The default is the mean squared error, or the loss of the model's head.</param>
    /// <param name="clipping">The default is none.</param>
    /// <param name="learningRate">The default is the optimizer's.</param>
    /// <param name="weights">
    /// How much each window counts, finite, not negative and not all 0; empty for 1 each. The mean is over the windows, whatever they weigh: Σ weight · loss / windows, as
    /// in Keras, so that doubling all weights doubles loss and gradient. The loss of a window is the mean over its targets that count.
    /// </param>
    /// <param name="lengths">The valid steps of each window, 1 to LookBack; empty for all of them.</param>
    /// <param name="maxDegreeOfParallelism">The most threads to use, or −1 for as many as pay. It changes no bit of the result.</param>
    /// <returns>The mean loss of the batch before the update (Σ weight · loss / windows), in the units the network sees, or, where <see cref="Loss.InRawUnits"/> says so, in raw ones.</returns>
    /// <exception cref="ArgumentException">A length, a weight or a target does not fit. Nothing has changed.</exception>
    /// <exception cref="NotFiniteNumberException">
    /// A value that is read is NaN or infinite: its window, row and column are named. Nothing has changed. It is an <see cref="ArithmeticException"/>: one catch serves a learner that skips bad batches.
    /// </exception>
    /// <exception cref="InvalidOperationException">The optimizer belongs to another model, or the model is being trained already.</exception>
    /// <exception cref="ArithmeticException">The loss, the gradient or a new parameter is not finite; parameters and streams are as before, so that the next batch can go on.</exception>
    public float FitBatch(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        Optimizer optimizer,
        Loss? loss = null,
        GradientClipping? clipping = null,
        double? learningRate = null,
        ReadOnlySpan<float> weights = default,
        ReadOnlySpan<int> lengths = default,
        int maxDegreeOfParallelism = -1)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        TrainingEngine engine = EnterTraining(nameof(FitBatch));
        try
        {
            loss ??= Kernels.DefaultLoss;
            if (learningRate is { } rate) Hyperparameter.NotNegative(rate, nameof(learningRate));
            optimizer.CheckOwner(this);
            engine.RefuseAllFrozen(nameof(FitBatch));
            int rows = engine.Load(inputs, targets, weights, lengths, loss, Scaler);
            optimizer.Enter(nameof(FitBatch), this);
            try
            {
                double mean = TrainBatch(engine, rows, loss, optimizer, learningRate ?? optimizer.LearningRate, clipping, maxDegreeOfParallelism);
                SettleScaler();
                return (float)mean;
            }
            finally
            {
                optimizer.Leave();
            }
        }
        finally
        {
            LeaveTraining(engine);
        }
    }

    /// <summary>One update from a batch that is loaded. Whatever is thrown, the streams are as before.</summary>
    private double TrainBatch(
        TrainingEngine engine, int rows, Loss loss, Optimizer optimizer, double learningRate, GradientClipping? clipping, int maxDegreeOfParallelism)
    {
        StreamStates? before = _streams;
        engine.Streams = StreamsOf(rows);
        engine.Streams?.Keep();
        bool done = false;
        try
        {
            double mean = engine.Train(engine.Buffer, rows, loss, new TileNoise(unchecked((ulong)Seed), UpdateCount, 0), maxDegreeOfParallelism);
            optimizer.Bind(this);
            Optimizer = optimizer;
            if (engine.Update(mean, optimizer, learningRate, clipping) is { } notFinite)
            {
                throw new ArithmeticException(
                    $"{notFinite} of this batch is not finite; parameters and streams of {Description.Name} are as before. Leave the batch out, scale its values, or lower the learning rate.");
            }

            done = true;
            return mean;
        }
        finally
        {
            if (!done)
            {
                before?.Restore();
                _streams = before;
            }
        }
    }

    /// <summary>
    /// The mean loss of a batch and its gradient, without an update: what <see cref="FitBatch"/> hands to the optimizer. Dropout works as
    /// in the update that comes next. Every window starts from zero, with <c>Stateful = true</c> too.
    /// </summary>
    /// <param name="inputs">Windows one after another, raw.</param>
    /// <param name="targets">As many targets.</param>
    /// <param name="gradient">Receives the gradient of the loss with respect to each parameter, in canonical order.</param>
    /// <param name="loss">The default is the mean squared error, or the loss of the model's head: [Crf] and [Ctc] take no other.</param>
    /// <param name="inputGradient">
    /// Receives the gradient of the loss with respect to each input as the network sees it (scaled, if the model scales); empty where it is not wanted.
    /// </param>
    /// <param name="weights">How much each window counts, finite and not negative; empty for 1 each.</param>
    /// <param name="lengths">The valid steps of each window, 1 to LookBack; empty for all of them.</param>
    /// <param name="maxDegreeOfParallelism">The most threads to use, or −1 for as many as pay.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ArgumentException">A length or a target does not fit.</exception>
    /// <exception cref="NotFiniteNumberException">A value that is read is NaN or infinite: its window, row and column are named.</exception>
    public float ComputeGradient(
        ReadOnlySpan<float> inputs,
        ReadOnlySpan<float> targets,
        Span<float> gradient,
        Loss? loss = null,
        Span<float> inputGradient = default,
        ReadOnlySpan<float> weights = default,
        ReadOnlySpan<int> lengths = default,
        int maxDegreeOfParallelism = -1)
    {
        TrainingEngine.CheckLength(Description.ParameterCount, gradient.Length, nameof(gradient));
        if (!inputGradient.IsEmpty) TrainingEngine.CheckLength(inputs.Length, inputGradient.Length, nameof(inputGradient));
        RequireScaler();
        TrainingEngine engine = EnterTraining(nameof(ComputeGradient));
        try
        {
            loss ??= Kernels.DefaultLoss;
            int rows = engine.Load(inputs, targets, weights, lengths, loss, Scaler);
            engine.Streams = null;
            double mean = engine.Train(
                engine.Buffer, rows, loss, new TileNoise(unchecked((ulong)Seed), UpdateCount, 0), maxDegreeOfParallelism, !inputGradient.IsEmpty);
            engine.Gradient.CopyTo(gradient);
            engine.InputGradients.CopyTo(inputGradient);
            return (float)mean;
        }
        finally
        {
            LeaveTraining(engine);
        }
    }

    /// <summary>
    /// The mean loss over windows as in prediction, in the units the network sees, or, where <see cref="Loss.InRawUnits"/> says so, in raw ones. Of a model with <c>Stateful = true</c>, windows in streams go on where the
    /// one before ended; others start from zero.
    /// </summary>
    /// <param name="windows">Of this model's look-back, features and outputs, raw.</param>
    /// <param name="loss">The default is the mean squared error, or the loss of the model's head.</param>
    /// <param name="maxDegreeOfParallelism">The most threads to use, or −1 for as many as pay.</param>
    /// <exception cref="ArgumentException">The windows do not fit the model.</exception>
    public double Evaluate(WindowDataset windows, Loss? loss = null, int maxDegreeOfParallelism = -1)
    {
        ArgumentNullException.ThrowIfNull(windows);
        loss ??= Kernels.DefaultLoss;
        RequireScaler();
        TrainingEngine engine = EnterTraining(nameof(Evaluate));
        try
        {
            engine.CheckWindows(windows, loss, nameof(windows));
            WindowDataset scaled = Prepare(windows, loss);
            engine.Streams = null;
            if (Description.CarriedLength > 0 && scaled.Streams > 0) return engine.EvaluateStreams(new WindowRows(scaled), scaled, loss, maxDegreeOfParallelism);
            return engine.Evaluate(new WindowRows(scaled), scaled.Count, loss, maxDegreeOfParallelism);
        }
        finally
        {
            LeaveTraining(engine);
        }
    }

    /// <summary>After other parameters came in: the moments of the optimizer were those of the old ones.</summary>
    private void ForgetTraining()
    {
        Optimizer = null;
        SchedulePosition = null;
    }

    /// <summary>Remembers where the run left its schedule, however it ended.</summary>
    private void KeepSchedule()
    {
        FitRun? run = _run;
        _run = null;
        if (run is not null) SchedulePosition = run.Position();
    }

    /// <summary>Refuses a second call that trains or evaluates, on any thread and from within the first one too.</summary>
    internal TrainingEngine EnterTraining(string call)
    {
        BeginRun(call);
        try
        {
            return Kernels.Engines.Rent(this);
        }
        catch
        {
            EndRun();
            throw;
        }
    }

    internal void LeaveTraining(TrainingEngine engine)
    {
        Kernels.Engines.Return(engine);
        EndRun();
    }
}

using LstmGen.Checks;
using LstmGen.Inspection;

namespace LstmGen;

/// <summary>How to train. Everything has the default that Keras has, unless it says otherwise.</summary>
public sealed class FitOptions
{
    private readonly int _epochs = 1;
    private readonly int? _totalEpochs;
    private readonly int _batchSize = 32;
    private readonly int _threads = -1;
    private readonly double? _learningRate;
    private readonly double _validationSplit;
    private readonly string? _historyFile;

    /// <summary>How often to go through all windows, at least 1. The default is 1.</summary>
    public int Epochs
    {
        get => _epochs;
        init => _epochs = Hyperparameter.AtLeast(1, value);
    }

    /// <summary>
    /// The epochs of the whole training of which this run is a part, for schedules and scheduled sampling that end with it (such as a cosine over the whole run); at
    /// least those behind and <see cref="Epochs"/>. The default, null, is as many: training ends with this run.
    /// </summary>
    /// <remarks>
    /// A run goes on with the schedule where the one before left it, if it goes on with the same optimizer and an equal schedule (see <see cref="Schedule"/>). So two runs
    /// of 5 epochs with TotalEpochs = 10 are one run of 10, bit for bit.
    /// </remarks>
    public int? TotalEpochs
    {
        get => _totalEpochs;
        init => _totalEpochs = value is { } epochs ? Hyperparameter.AtLeast(1, epochs) : null;
    }

    /// <summary>Windows per update, at least 1. The last batch of an epoch has what is left. The default is 32. Of a model with <c>Stateful = true</c> a batch has a window of each stream instead.</summary>
    public int BatchSize
    {
        get => _batchSize;
        init => _batchSize = Hyperparameter.AtLeast(1, value);
    }

    /// <summary>Whether the windows come in a new random order every epoch. The default is true. Streams of a model with <c>Stateful = true</c> keep their order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// The optimizer; it belongs to the model from its first update on. The default, null, is the model's (<see cref="SequenceModel.Optimizer"/>), which goes on where the
    /// last run left it, or a new Adam where the model has none.
    /// </summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>The learning rate, at least 0. The default is the optimizer's own.</summary>
    public double? LearningRate
    {
        get => _learningRate;
        init => _learningRate = value is { } rate ? Hyperparameter.NotNegative(rate) : null;
    }

    /// <summary>How the learning rate changes. The default is not at all.</summary>
    /// <remarks>
    /// A run with the optimizer of the run before, or of a checkpoint, and an equal schedule (of the same class, with the same settings) goes on with the schedule: it
    /// counts updates from those of the run before, and remembers what it remembered. An epoch is then as many updates as one of this run has. Any other schedule starts
    /// at update 0, and so does every schedule with another optimizer.
    /// </remarks>
    public LearningRateSchedule? Schedule { get; init; }

    /// <summary>
    /// How often a decoder reads its own tokens instead of the target's, for models with [Decoder]. The default, null, is never (teacher forcing).
    /// </summary>
    public ScheduledSampling? ScheduledSampling { get; init; }

    /// <summary>What is minimised. The default, null, is the loss of the model's head, or the mean squared error where it has none.</summary>
    public Loss? Loss { get; init; }

    /// <summary>
    /// Whether a model that has a scaler fits it again, to the training part of these windows. The weights go on from where they are, although they were made for
    /// the scaler before. The default is false: the scaler is fitted once, and data far outside of its span are named in <see cref="FitReport.Warnings"/>.
    /// </summary>
    public bool RefitScaler { get; init; }

    /// <summary>How gradients are limited. The default is not at all.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>
    /// The share of the windows to hold out, at least 0 and below 1: the last ones in time, before any shuffling. Of n windows
    /// ⌊n·(1 − share)⌋ are trained on. Of windows over many series each series is cut in time by itself (<see cref="WindowDataset.SplitByTime(double)"/>). The default is 0.
    /// </summary>
    public double ValidationSplit
    {
        get => _validationSplit;
        init => _validationSplit = Hyperparameter.Share(value);
    }

    /// <summary>Windows to validate with, instead of a share of the others. The default is none.</summary>
    public WindowDataset? Validation { get; init; }

    /// <summary>When to end before the last epoch. The default is never.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>Which loss decides what the best epoch is, for early stopping and for schedules. The default is automatic.</summary>
    public MonitoredLoss Monitor { get; init; }

    /// <summary>One weight for each window, in their order, finite and not negative; they take the place of the windows' own. The default is none.
    /// The loss of a batch is Σ weight · loss / windows, as in Keras: the mean is over the windows, whatever they weigh.</summary>
    public ReadOnlyMemory<float> SampleWeights { get; init; }

    /// <summary>
    /// The most threads to use, at least 1, or −1 for as many as pay. The result has the same bits with any number. The default is −1.
    /// </summary>
    public int MaxDegreeOfParallelism
    {
        get => _threads;
        init => _threads = value == -1 || value >= 1
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(MaxDegreeOfParallelism), value, "Expected a number of at least 1, or -1 for as many as pay.");
    }

    /// <summary>
    /// Where to compute: <see cref="LstmGen.Device.Cpu"/>, or a GPU (package LstmGen.Cuda: <c>Device.Cuda()</c>, <c>Device.Auto</c>). The result has the same bits. Losses and the optimizer stay on the
    /// processor. The default, null, is the processor.
    /// </summary>
    public Device? Device { get; init; }

    /// <summary>The seed of shuffling and dropout: any number, negative ones too. The default is the model's.</summary>
    public long? Seed { get; init; }

    /// <summary>Told after every epoch, on the training thread; an <see cref="ITrainingObserver"/> is told of every update too.</summary>
    public IProgress<EpochReport>? Progress { get; init; }

    /// <summary>
    /// A file of comma-separated values that gets a line after every epoch, in one piece, so that it may be read and plotted meanwhile; null, the default, for none. Its columns are run, epoch
    /// (of the model, over all its runs), loss, validation_loss, learning_rate, seconds (since the run began) and best (1 where no epoch of the run was better before).
    /// </summary>
    /// <remarks>
    /// A file that is there is gone on with as the next run. While it cannot be written, its lines wait; what is missing in the end is said in <see cref="FitReport.Warnings"/>. Where it cannot
    /// be opened, or is another file, Fit throws before it trains.
    /// </remarks>
    /// <exception cref="ArgumentException">An empty path.</exception>
    public string? HistoryFile
    {
        get => _historyFile;
        init
        {
            if (value is not null) ArgumentException.ThrowIfNullOrEmpty(value, nameof(HistoryFile));
            _historyFile = value;
        }
    }

    /// <summary>Looked at before every update.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>What is set, and the defaults of the rest that matter: <c>20 epochs, batches of 32, shuffled, Adam, learning rate 0.005</c>.</summary>
    public override string ToString()
    {
        List<string> parts =
        [
            ModelSummary.Count(Epochs, "epoch"), $"batches of {ModelSummary.Number(BatchSize)}", Shuffle ? "shuffled" : "in order", Optimizer?.ToString() ?? "default optimizer",
        ];
        if (LearningRate is { } rate) parts.Add(FormattableString.Invariant($"learning rate {rate}"));
        if (Schedule is { } schedule) parts.Add($"schedule: {schedule}");
        if (ScheduledSampling is { } sampling) parts.Add($"scheduled sampling: {sampling}");
        if (Loss is { } loss) parts.Add($"loss: {loss}");
        if (Clipping is { } clipping) parts.Add($"clipping {clipping}");
        if (ValidationSplit > 0) parts.Add(FormattableString.Invariant($"validation split {ValidationSplit}"));
        if (Validation is { } validation) parts.Add($"validation: {validation}");
        if (EarlyStopping is { } stopping) parts.Add($"early stopping: {stopping}");
        if (Monitor != MonitoredLoss.Automatic) parts.Add($"monitored: {Monitor}");
        if (!SampleWeights.IsEmpty) parts.Add("sample weights");
        if (MaxDegreeOfParallelism > 0) parts.Add($"at most {ModelSummary.Count(MaxDegreeOfParallelism, "thread")}");
        if (Device is { } device) parts.Add($"on {device}");
        if (HistoryFile is { } history) parts.Add($"history: {history}");
        if (Seed is { } seed) parts.Add(FormattableString.Invariant($"seed {seed}"));
        return string.Join(", ", parts);
    }
}

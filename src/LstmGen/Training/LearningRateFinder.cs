using LstmGen.Checks;

namespace LstmGen;

/// <summary>
/// Looks for a learning rate (the range test of Smith 2017): trains a copy of a model for a short while, with a rate that grows from update to update by the same factor, until the loss explodes. The model
/// itself is left as it is.
/// </summary>
/// <example><code>
/// LearningRateCurve curve = new LearningRateFinder().Run(model, windows);
/// model.Fit(windows, new FitOptions { Epochs = 20, LearningRate = curve.Suggestion });
/// </code></example>
public sealed class LearningRateFinder
{
    private readonly double _from = 1e-6;
    private readonly double _to = 1.0;
    private readonly int _updates = 100;
    private readonly int _batchSize = 32;

    /// <summary>The rate of the first update, above 0. The default is 10⁻⁶.</summary>
    public double From
    {
        get => _from;
        init => _from = Hyperparameter.Positive(value);
    }

    /// <summary>The rate of the last update, above <see cref="From"/>. The default is 1.</summary>
    public double To
    {
        get => _to;
        init => _to = Hyperparameter.Positive(value);
    }

    /// <summary>How many updates to make at most, at least 10. The default is 100.</summary>
    public int Updates
    {
        get => _updates;
        init => _updates = Hyperparameter.AtLeast(10, value);
    }

    /// <summary>Windows per update, at least 1, as in <see cref="FitOptions.BatchSize"/>. The default is 32.</summary>
    public int BatchSize
    {
        get => _batchSize;
        init => _batchSize = Hyperparameter.AtLeast(1, value);
    }

    /// <summary>Makes the optimizer that the copy is trained with. The default makes an <see cref="Adam"/>.</summary>
    public Func<Optimizer> Optimizer { get; init; } = static () => new Adam();

    /// <summary>What is minimised. The default, null, is the loss of the model's head, or the mean squared error.</summary>
    public Loss? Loss { get; init; }

    /// <summary>Gradient clipping, if the training that follows will have it. The default is none.</summary>
    public GradientClipping? Clipping { get; init; }

    /// <summary>Tries the rates.</summary>
    /// <remarks>The same model, windows and settings give the same curve, bit for bit, with any number of threads. A model that scales and has no scaler yet fits that of the copy to these windows.</remarks>
    /// <param name="model">What is to be trained; it is copied. Frozen tensors stay so.</param>
    /// <param name="windows">Training windows, as for <see cref="SequenceModel.Fit"/>.</param>
    /// <exception cref="ArgumentException">The windows do not fit the model, or <see cref="To"/> is not above <see cref="From"/>.</exception>
    /// <exception cref="ArithmeticException">The loss or the gradient of the first batch is not finite.</exception>
    public LearningRateCurve Run(SequenceModel model, WindowDataset windows)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(windows);
        if (!(To > From)) throw new ArgumentException(FormattableString.Invariant($"Expected a last rate above the first, {From}, as To, but got {To}."));
        using var watcher = new Watcher(Updates);
        int size = model.Description.CarriedLength > 0 && windows.Streams > 0 ? windows.Streams : BatchSize;
        int batches = (windows.Count - 1) / size + 1;
        model.Copied().Fit(windows, new FitOptions
        {
            Epochs = (Updates - 1) / batches + 1,
            BatchSize = BatchSize,
            Optimizer = Optimizer() ?? throw new InvalidOperationException("Expected an optimizer from Optimizer, but got null."),
            Loss = Loss,
            Clipping = Clipping,
            LearningRate = From,
            Schedule = new Sweep(Math.Pow(To / From, 1.0 / (Updates - 1))),
            Progress = watcher,
            CancellationToken = watcher.Token,
        });
        if (watcher.Points.Count == 0) throw new ArithmeticException("The loss or the gradient of the first batch is not finite: there is no rate to learn with. Look at the data, or scale them.");
        return new LearningRateCurve(watcher.Points, watcher.Exploded || watcher.Points.Count < Updates);
    }

    /// <summary>The rates and how many updates: <c>100 updates of 32 windows, learning rates from 1E-06 to 1</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Updates} updates of {BatchSize} windows, learning rates from {From} to {To}");

    /// <summary>Each rate is the one before times a factor.</summary>
    private sealed class Sweep(double factor) : LearningRateSchedule
    {
        public override double RateAt(double initialRate, in ScheduleStep step) => initialRate * Math.Pow(factor, step.Update);
    }

    /// <summary>Notes every update, and stops the run when it has seen enough.</summary>
    private sealed class Watcher(int updates) : ITrainingObserver, IDisposable
    {
        /// <summary>How much of the mean is kept from update to update.</summary>
        private const double Keep = 0.9;

        private readonly CancellationTokenSource _enough = new();
        private double _sum;
        private double _weight;
        private double _least = double.PositiveInfinity;

        public List<LearningRatePoint> Points { get; } = new(updates);

        public bool Exploded { get; private set; }

        public CancellationToken Token => _enough.Token;

        public void RunStarted(TrainingRun run)
        {
        }

        public void Updated(in UpdateReport update)
        {
            _sum = Keep * _sum + (1 - Keep) * update.Loss;
            _weight = Keep * _weight + (1 - Keep);
            double smoothed = _sum / _weight;
            _least = Math.Min(_least, smoothed);
            Points.Add(new LearningRatePoint(update.LearningRate, update.Loss, smoothed));
            Exploded = smoothed > 4 * _least && _least > 0;
            if (Exploded || Points.Count == updates) _enough.Cancel();
        }

        public void Report(EpochReport value)
        {
        }

        public void RunEnded(FitReport? report)
        {
        }

        public void Dispose() => _enough.Dispose();
    }
}

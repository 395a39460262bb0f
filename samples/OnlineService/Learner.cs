using System.Threading.Channels;
using LstmGen;

namespace OnlineService;

/// <summary>Learns in the background, on a copy, and replaces what is served when that is ready.</summary>
internal sealed partial class Learner(LoadModel served, Observations observations, ILogger<Learner> log) : BackgroundService
{
    /// <summary>Observations after which to learn again: a week of hours.</summary>
    public const int Every = 168;

    private readonly Channel<bool> _asked = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private int _trainings;

    /// <summary>How often the model was replaced.</summary>
    public int Trainings => Volatile.Read(ref _trainings);

    /// <summary>Has the model learn again, soon.</summary>
    public void Ask() => _asked.Writer.TryWrite(true);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (bool _ in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Task.Run(() => Learn(stoppingToken), stoppingToken);
            }
            catch (Exception error) when (error is ArgumentException or ArithmeticException)
            {
                LogFailed(error.Message); // What came is nothing to learn from. A background service that throws would end the whole service.
            }
        }
    }

    private void Learn(CancellationToken stop)
    {
        float[] series = observations.ToLearn();
        if (series.Length < 4 * served.Description.LookBack) return;
        LoadModel copy = served.Clone();
        FitReport report = copy.Fit(
            WindowDataset.Of(series, copy.Description.LookBack),
            new FitOptions { Epochs = 10, LearningRate = 0.005, RefitScaler = true, MaxDegreeOfParallelism = 1, CancellationToken = stop });
        if (report.StopReason != StopReason.Completed)
        {
            LogKept(report.StopReason);
            return;
        }

        // At once: a forecast that runs meanwhile is of the old weights, with their scaler, or of the new.
        served.CopyFrom(copy);
        Interlocked.Increment(ref _trainings);
        LogReplaced(series.Length, report.Epochs[^1].Loss);
    }

    [LoggerMessage(LogLevel.Information, "Learnt from {Count} observations, loss {Loss}; the new model is served.")]
    private partial void LogReplaced(int count, double loss);

    [LoggerMessage(LogLevel.Warning, "The observations cannot be learnt from; the old model is served on. {Reason}")]
    private partial void LogFailed(string reason);

    [LoggerMessage(LogLevel.Warning, "The training ended with {Reason}; the old model is served on.")]
    private partial void LogKept(StopReason reason);
}

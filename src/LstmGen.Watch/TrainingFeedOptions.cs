namespace LstmGen.Watch;

/// <summary>What is shown of a run beside losses, answers and gates.</summary>
public record TrainingFeedOptions
{
    private readonly int _windows = 200;
    private readonly int _steps = 100;
    private readonly TimeSpan _interval = TimeSpan.FromMilliseconds(30);

    /// <summary>
    /// A series that ends where its forecast shall begin, oldest first; raw. The default, empty, takes a window before the end of those held out, if the windows are those of one series, step by
    /// step.
    /// </summary>
    public ReadOnlyMemory<float> History { get; init; }

    /// <summary>What came after <see cref="History"/>, as far as it is known; the model never learns from it.</summary>
    public ReadOnlyMemory<float> Future { get; init; }

    /// <summary>Steps of the forecast, 1 to 1,000. The default is 100; without a <see cref="History"/> at most as many as there are windows held out.</summary>
    public int Steps
    {
        get => _steps;
        init => _steps = Bounded(value, 1, 1_000, nameof(Steps));
    }

    /// <summary>Windows whose answers are shown and measured, the last ones of those held out or, without any, of those trained on: 1 to 2,000. The default is 200.</summary>
    public int Windows
    {
        get => _windows;
        init => _windows = Bounded(value, 1, 2_000, nameof(Windows));
    }

    /// <summary>The least time between two pictures, 1 ms to 1 min. The default is 30 ms.</summary>
    public TimeSpan Interval
    {
        get => _interval;
        init => _interval = value >= TimeSpan.FromMilliseconds(1) && value <= TimeSpan.FromMinutes(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Interval), value, "Expected 1 ms to 1 min.");
    }

    /// <summary>A text that the model makes, shown with every picture: what a model of characters writes, or what a translator says. The default is none.</summary>
    public Func<SequenceModel, string>? Sample { get; init; }

    private static int Bounded(int value, int least, int most, string name) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"Expected {least} to {most:#,0}."));
}

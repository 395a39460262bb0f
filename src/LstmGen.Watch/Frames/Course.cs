using LstmGen.Forecasting;

namespace LstmGen.Watch.Frames;

/// <summary>The forecast that goes on from a series, beside what came and what the naive forecasts say.</summary>
internal sealed class Course
{
    /// <summary>Values of the past that are drawn.</summary>
    private const int Drawn = 200;

    private readonly TrainingFeedOptions _options;
    private readonly float[] _next;

    private Course(TrainingFeedOptions options, int period)
    {
        _options = options;
        ReadOnlySpan<float> history = options.History.Span;
        Steps = options.Steps;
        _next = new float[Steps];
        Past = Packed.Floats(history[^Math.Min(Drawn, history.Length)..]);
        Future = options.Future.IsEmpty ? null : Packed.Floats(options.Future.Span[..Math.Min(Steps, options.Future.Length)]);
        float[] naive = new float[Steps];
        Array.Fill(naive, history[^1]);
        Naive = Packed.Floats(naive);
        if (period < 1 || period > history.Length) return;
        for (int step = 0; step < Steps; step++)
        {
            naive[step] = history[history.Length - period + step % period];
        }

        Seasonal = Packed.Floats(naive);
    }

    /// <summary>The forecast of a run; null where there is no history, or the model forecasts no series like it.</summary>
    public static Course? Of(TrainingRun run, TrainingFeedOptions options)
    {
        ForecastLayout? layout = run.Model.Layout;
        if (options.History.IsEmpty || layout is null || layout.Features != 1 || layout.Gap > 0 || options.History.Length < run.Model.Description.LookBack) return null;
        return new Course(options, run.Training.Period);
    }

    public int Steps { get; }

    public string Past { get; }

    public string? Future { get; }

    public string Naive { get; }

    public string? Seasonal { get; }

    /// <summary>What the model says now; null where what it feeds back to itself overflows.</summary>
    public string? Forecast(SequenceModel model)
    {
        try
        {
            model.Forecast(_options.History.Span, _next);
            return Packed.Floats(_next);
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }
}

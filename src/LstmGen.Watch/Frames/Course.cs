using LstmGen.Forecasting;

namespace LstmGen.Watch.Frames;

/// <summary>The forecast that goes on from a series, beside what came and what the naive forecasts say.</summary>
internal sealed class Course
{
    /// <summary>Values of the past that are drawn.</summary>
    private const int Drawn = 200;

    private readonly ReadOnlyMemory<float> _history;
    private readonly float[] _next;

    private Course(ReadOnlyMemory<float> history, ReadOnlyMemory<float> future, int steps, int period)
    {
        _history = history;
        ReadOnlySpan<float> known = history.Span;
        Steps = steps;
        _next = new float[Steps];
        Past = Packed.Floats(known[^Math.Min(Drawn, known.Length)..]);
        Future = future.IsEmpty ? null : Packed.Floats(future.Span[..Math.Min(Steps, future.Length)]);
        float[] naive = new float[Steps];
        Array.Fill(naive, known[^1]);
        Naive = Packed.Floats(naive);
        if (period < 1 || period > known.Length) return;
        for (int step = 0; step < Steps; step++)
        {
            naive[step] = known[known.Length - period + step % period];
        }

        Seasonal = Packed.Floats(naive);
    }

    public int Steps { get; }

    public string Past { get; }

    public string? Future { get; }

    public string Naive { get; }

    public string? Seasonal { get; }

    /// <summary>
    /// The forecast of a run: from the history that is given, or, without one, from a window so far before the end of those held out that what came is known. Null where the model forecasts no
    /// single series by eating its own answers.
    /// </summary>
    public static Course? Of(TrainingRun run, TrainingFeedOptions options)
    {
        ForecastLayout? layout = run.Model.Layout;
        if (layout is null || layout.Features != 1 || layout.Gap > 0 || run.Training.Level != WindowLevel.None) return null;
        if (options.History.IsEmpty) return OfWindows(run.Validation ?? run.Training, options.Steps);
        return options.History.Length < run.Model.Description.LookBack ? null : new Course(options.History, options.Future, options.Steps, run.Training.Period);
    }

    /// <summary>What the model says now; null where what it feeds back to itself overflows.</summary>
    public string? Forecast(SequenceModel model)
    {
        try
        {
            model.Forecast(_history.Span, _next);
            return Packed.Floats(_next);
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    /// <summary>Windows that follow each other step by step hold a series: each one's target is the last value of the next.</summary>
    private static Course? OfWindows(WindowDataset windows, int most)
    {
        if (!windows.HasSeries || windows.HasLengths) return null;
        int steps = Math.Min(most, windows.Count), first = windows.Count - steps;
        float[] history = new float[windows.InputSize], next = new float[windows.InputSize], target = new float[windows.TargetSize], future = new float[steps];
        windows.CopyInput(first, history);
        for (int step = 0; step < steps; step++)
        {
            windows.CopyTarget(first + step, target);
            future[step] = target[0];
            if (step + 1 == steps) break;
            windows.CopyInput(first + step + 1, next);
            if (!next[^1].Equals(target[0])) return null;
        }

        return new Course(history, future, steps, windows.Period);
    }
}

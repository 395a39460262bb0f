using System.Runtime.InteropServices;
using LstmGen.Checks;
using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen.Forecasting;

/// <summary>One forecast of a model under way: its windows, filled from a history and moved on by what it puts out. Values are in single or double precision.</summary>
/// <param name="model">The model; the caller has begun to read it.</param>
/// <param name="layout">What its inputs and outputs mean.</param>
internal readonly struct Forecaster(SequenceModel model, ForecastLayout layout)
{
    /// <summary>Values that the model puts out at once.</summary>
    public int Block => layout.Horizon * layout.TargetColumns;

    public int TargetColumns => layout.TargetColumns;

    /// <summary>Forecasts the steps that follow a history.</summary>
    public static void Forecast<T>(SequenceModel model, ReadOnlySpan<T> history, ReadOnlySpan<T> knownFuture, Span<T> next)
        where T : unmanaged
    {
        using Reading reading = model.BeginReading();
        while (reading.Next())
        {
            Forecaster forecaster = Begin(model, history, knownFuture, next.Length, nameof(next));
            if (!next.IsEmpty) forecaster.Forecast(history, knownFuture, next);
        }
    }

    /// <summary>Checks what comes in for so many values.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or a value that would be read is not finite: its row and column are named.</exception>
    /// <exception cref="InvalidOperationException">The outputs do not say what the next inputs are.</exception>
    public static Forecaster Begin<T>(SequenceModel model, ReadOnlySpan<T> history, ReadOnlySpan<T> knownFuture, int values, string name)
        where T : unmanaged
    {
        ForecastLayout layout = model.ForecastLayoutOrDefault();
        ModelDescription d = model.Description;
        if (history.Length % d.Features != 0 || history.Length < d.InputSize)
        {
            throw new ArgumentException(
                $"Expected whole rows of {d.Features} features, at least {d.LookBack} rows = {d.InputSize} values; found {history.Length} values.", nameof(history));
        }

        CheckNumbers(history[^d.InputSize..], d.Features, nameof(history), history.Length / d.Features - d.LookBack);
        if (layout.Known > 0)
        {
            CheckNumbers(knownFuture, layout.Known, nameof(knownFuture), 0);
        }

        if (values % layout.TargetColumns != 0)
        {
            throw new ArgumentException($"Expected whole steps of {layout.TargetColumns} values, found {values} values.", name);
        }

        int steps = values / layout.TargetColumns;
        if (steps > layout.Horizon && !layout.IsRecursive)
        {
            throw new InvalidOperationException(
                layout.Gap > 0
                    ? $"{d.Name} was trained with a gap of {layout.Gap}: it forecasts {layout.Horizon} step(s) and cannot feed itself; {steps} were asked for."
                    : $"{d.Name} forecasts {layout.Horizon} step(s) ahead and sees columns that it does not predict: {steps} steps would need their future. " +
                      "Make them targets, or known ahead.");
        }

        long needed = steps == 0 ? 0 : ((long)(steps + layout.Horizon - 1) / layout.Horizon * layout.Horizon + layout.Gap) * layout.Known;
        if (knownFuture.Length < needed || (layout.Known == 0 && !knownFuture.IsEmpty))
        {
            throw new ArgumentException(
                $"{d.Name} has {layout.Known} column(s) known ahead: {steps} step(s) in blocks of {layout.Horizon} need {needed} values of their future, found " +
                $"{knownFuture.Length}.",
                nameof(knownFuture));
        }

        return new Forecaster(model, layout);
    }

    /// <summary>Whole windows in single or double precision, one or several.</summary>
    public void Predict<T>(ReadOnlySpan<T> windows, Span<T> outputs)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double)) model.Answers(MemoryMarshal.Cast<T, double>(windows), default, MemoryMarshal.Cast<T, double>(outputs), nameof(windows));
        else if (windows.Length == model.Description.InputSize) model.Predict(MemoryMarshal.Cast<T, float>(windows), MemoryMarshal.Cast<T, float>(outputs));
        else model.PredictBatch(MemoryMarshal.Cast<T, float>(windows), MemoryMarshal.Cast<T, float>(outputs));
    }

    /// <summary>Throws if an output that becomes an input is not finite.</summary>
    public void CheckFedBack<T>(ReadOnlySpan<T> output, int done)
        where T : unmanaged
    {
        if (IndexOfBad(output) is var bad and >= 0)
        {
            throw new ArithmeticException(
                $"Expected finite forecasts of {model.Description.Name} to feed back, but step {done + bad / layout.TargetColumns}, target column {bad % layout.TargetColumns} is {output[bad]}.");
        }
    }

    /// <summary>The last rows of the history; what is known ahead comes from as many rows later as the model looks ahead.</summary>
    public void FillWindow<T>(ReadOnlySpan<T> history, ReadOnlySpan<T> knownFuture, Span<T> window)
        where T : unmanaged
    {
        history[^window.Length..].CopyTo(window);
        if (layout.Known == 0)
        {
            return;
        }

        int lookBack = model.Description.LookBack;
        for (int step = 0; step < lookBack; step++)
        {
            int row = step - lookBack + layout.Gap + layout.Horizon;
            ReadOnlySpan<T> known = row < 0
                ? history.Slice(history.Length + row * layout.Features + layout.Past, layout.Known)
                : knownFuture.Slice(row * layout.Known, layout.Known);
            known.CopyTo(window[(step * layout.Features + layout.Past)..]);
        }
    }

    /// <summary>Moves the window on by one horizon: the outputs become its last steps.</summary>
    /// <param name="output">The steps from <paramref name="done"/> on.</param>
    /// <param name="knownFuture">Columns known ahead from step 0 on.</param>
    /// <param name="done">Steps before this output.</param>
    /// <param name="window">To move.</param>
    public void SlideWindow<T>(ReadOnlySpan<T> output, ReadOnlySpan<T> knownFuture, int done, Span<T> window)
        where T : unmanaged
    {
        int features = layout.Features;
        int fresh = Math.Min(layout.Horizon, model.Description.LookBack);
        window[(fresh * features)..].CopyTo(window);
        for (int i = 0; i < fresh; i++)
        {
            int step = layout.Horizon - fresh + i;
            Span<T> row = window.Slice(window.Length - (fresh - i) * features, features);
            ReadOnlySpan<T> values = output.Slice(step * layout.TargetColumns, layout.TargetColumns);
            for (int target = 0; target < values.Length; target++)
            {
                if (layout.TargetFeatures[target] >= 0)
                {
                    row[layout.TargetFeatures[target]] = values[target];
                }
            }

            knownFuture.Slice((done + layout.Horizon + step) * layout.Known, layout.Known).CopyTo(row[layout.Past..]);
        }
    }

    private void Forecast<T>(ReadOnlySpan<T> history, ReadOnlySpan<T> knownFuture, Span<T> next)
        where T : unmanaged
    {
        ModelDescription d = model.Description;
        AlignedBuffer rented = model.RentScratch(NumberRoom.Floats<T>(d.InputSize + d.OutputSize + d.ForecastSize));
        try
        {
            Span<T> room = MemoryMarshal.Cast<float, T>(rented.Span);
            Span<T> window = room[..d.InputSize];
            Span<T> whole = room.Slice(d.InputSize, d.OutputSize);
            Span<T> output = room.Slice(d.InputSize + d.OutputSize, d.ForecastSize);
            FillWindow(history, knownFuture, window);
            for (int done = 0; ; done += layout.Horizon)
            {
                Predict<T>(window, whole);
                PointForecast.Pick<T>(d, whole, output);
                Span<T> left = next[(done * layout.TargetColumns)..];
                if (left.Length <= output.Length)
                {
                    output[..left.Length].CopyTo(left);
                    return;
                }

                output.CopyTo(left);
                CheckFedBack<T>(output, done);
                SlideWindow<T>(output, knownFuture, done, window);
            }
        }
        finally
        {
            model.ReturnScratch(rented);
        }
    }

    private static int IndexOfBad<T>(ReadOnlySpan<T> values)
        where T : unmanaged => typeof(T) == typeof(double) ? Finite.IndexOfBad(MemoryMarshal.Cast<T, double>(values)) : Finite.IndexOfBad(MemoryMarshal.Cast<T, float>(values));

    private static void CheckNumbers<T>(ReadOnlySpan<T> values, int columns, string argument, int firstRow)
        where T : unmanaged
    {
        if (typeof(T) == typeof(double)) Finite.Check(MemoryMarshal.Cast<T, double>(values), columns, argument, firstRow: firstRow);
        else Finite.Check(MemoryMarshal.Cast<T, float>(values), columns, argument, firstRow: firstRow);
    }
}

using System.Runtime.InteropServices;
using LstmGen.Runtime;

namespace LstmGen;

// Forecasting: predictions fed back as inputs, as many steps as are wanted.
public abstract partial class SequenceModel
{
    private ForecastLayout? _defaultLayout;

    /// <summary>
    /// Forecasts the steps that follow a history, in raw units. What lies beyond the model's horizon comes from feeding its own outputs back: of a
    /// distribution its mean, or the quantile nearest to the median.
    /// Allocates nothing after the first call; any number of threads may call it at once.
    /// </summary>
    /// <param name="history">Rows of all features, oldest first: at least LookBack of them; the last LookBack count.</param>
    /// <param name="next">
    /// Receives the steps, one value for each target column: any whole number of steps. Where the model was trained with a gap, the first step is the
    /// one after the gap.
    /// </param>
    /// <exception cref="ArgumentException">A length does not fit, or a value that the forecast would read is not finite: its row and column are named.</exception>
    /// <exception cref="ArithmeticException">A forecast that would be fed back overflows.</exception>
    /// <exception cref="InvalidOperationException">
    /// The outputs do not say what the next inputs are: a feature is not predicted, or known ahead, or the model was trained with a gap.
    /// </exception>
    public void Forecast(ReadOnlySpan<float> history, Span<float> next) => Forecast(history, [], next);

    /// <summary>Forecasts the steps that follow a history with a model that has features known ahead.</summary>
    /// <param name="history">
    /// Rows of all features as they stand in the table, past columns and then columns known ahead, each with its own value of that row: at least
    /// LookBack rows, oldest first.
    /// </param>
    /// <param name="knownFuture">
    /// The rows after the history of the columns known ahead: one for each step forecast, rounded up to whole horizons (and one for each step of
    /// the gap). More rows may come; they are not looked at.
    /// </param>
    /// <param name="next">Receives the steps, one value for each target column.</param>
    /// <inheritdoc cref="Forecast(ReadOnlySpan{float}, Span{float})"/>
    public void Forecast(ReadOnlySpan<float> history, ReadOnlySpan<float> knownFuture, Span<float> next) => ForecastOf(history, knownFuture, next);

    private void ForecastOf<T>(ReadOnlySpan<T> history, ReadOnlySpan<T> knownFuture, Span<T> next)
        where T : unmanaged
    {
        using Reading reading = BeginReading();
        while (reading.Next())
        {
            ForecastLayout layout = CheckForecast(history, knownFuture, next.Length, nameof(next));
            if (!next.IsEmpty) Forecast(layout, history, knownFuture, next);
        }
    }

    private void Forecast<T>(ForecastLayout layout, ReadOnlySpan<T> history, ReadOnlySpan<T> knownFuture, Span<T> next)
        where T : unmanaged
    {
        ModelDescription d = Description;
        AlignedBuffer rented = RentScratch(RoomFor<T>(d.InputSize + d.OutputSize + d.ForecastSize));
        try
        {
            Span<T> room = MemoryMarshal.Cast<float, T>(rented.Span);
            Span<T> window = room[..d.InputSize];
            Span<T> whole = room.Slice(d.InputSize, d.OutputSize);
            Span<T> output = room.Slice(d.InputSize + d.OutputSize, d.ForecastSize);
            FillWindow(layout, history, knownFuture, window);
            for (int done = 0; ; done += layout.Horizon)
            {
                PointOf<T>(window, whole, output);
                Span<T> left = next[(done * layout.TargetColumns)..];
                if (left.Length <= output.Length)
                {
                    output[..left.Length].CopyTo(left);
                    return;
                }

                output.CopyTo(left);
                CheckFedBack<T>(output, layout, done);
                SlideWindow<T>(layout, output, knownFuture, done, window);
            }
        }
        finally
        {
            ReturnScratch(rented);
        }
    }

    /// <summary>The layout of training; before it, what the shape alone says.</summary>
    internal ForecastLayout ForecastLayoutOrDefault()
    {
        ModelDescription d = Description;
        ForecastLayout? layout = Layout ?? (_defaultLayout ??= d switch
        {
            { OutputSteps: > 1 } => null,
            { Features: 1 } => new ForecastLayout(1, [0], known: 0, horizon: d.ForecastSize, gap: 0),
            _ when d.Features == d.ForecastSize => new ForecastLayout(d.Features, [.. Enumerable.Range(0, d.Features)], known: 0, horizon: 1, gap: 0),
            _ => null,
        });
        if (layout is null)
        {
            throw new InvalidOperationException(
                d.OutputSteps > 1
                    ? $"{d.Name} has an output for each of {d.OutputSteps} steps: it labels a sequence and does not forecast its continuation."
                    : $"{d.Name} sees {d.Features} features and puts out {d.Outputs} values: which output is the future of which feature is known after " +
                      "training on windows of a series (WindowDataset.Of).");
        }

        if (layout.Horizon * layout.TargetColumns != d.ForecastSize)
        {
            throw new InvalidOperationException(
                $"{d.Name} puts out {d.ForecastSize} values for {layout.Horizon} step(s) × {layout.TargetColumns} target column(s): they are no forecast of " +
                "those columns that could be fed back.");
        }

        return layout;
    }

    private ForecastLayout CheckForecast<T>(ReadOnlySpan<T> history, ReadOnlySpan<T> knownFuture, int values, string name)
        where T : unmanaged
    {
        ForecastLayout layout = ForecastLayoutOrDefault();
        ModelDescription d = Description;
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

        return layout;
    }

    /// <summary>Throws if an output that becomes an input is not finite.</summary>
    private void CheckFedBack<T>(ReadOnlySpan<T> output, ForecastLayout layout, int done)
        where T : unmanaged
    {
        if (IndexOfBad(output) is var bad and >= 0)
        {
            throw new ArithmeticException(
                $"Expected finite forecasts of {Description.Name} to feed back, but step {done + bad / layout.TargetColumns}, target column {bad % layout.TargetColumns} is {output[bad]}.");
        }
    }

    /// <summary>The last rows of the history; what is known ahead comes from as many rows later as the model looks ahead.</summary>
    private void FillWindow<T>(ForecastLayout layout, ReadOnlySpan<T> history, ReadOnlySpan<T> knownFuture, Span<T> window)
        where T : unmanaged
    {
        history[^window.Length..].CopyTo(window);
        if (layout.Known == 0)
        {
            return;
        }

        int lookBack = Description.LookBack;
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
    /// <param name="layout">What the outputs mean.</param>
    /// <param name="output">The steps from <paramref name="done"/> on.</param>
    /// <param name="knownFuture">Columns known ahead from step 0 on.</param>
    /// <param name="done">Steps before this output.</param>
    /// <param name="window">To move.</param>
    private void SlideWindow<T>(ForecastLayout layout, ReadOnlySpan<T> output, ReadOnlySpan<T> knownFuture, int done, Span<T> window)
        where T : unmanaged
    {
        int features = layout.Features;
        int fresh = Math.Min(layout.Horizon, Description.LookBack);
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
}

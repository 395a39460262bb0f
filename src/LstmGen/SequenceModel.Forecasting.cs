using LstmGen.Forecasting;
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
    public void Forecast(ReadOnlySpan<float> history, ReadOnlySpan<float> knownFuture, Span<float> next) => Forecaster.Forecast(this, history, knownFuture, next);

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
}

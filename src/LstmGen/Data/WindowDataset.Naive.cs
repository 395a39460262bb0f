namespace LstmGen;

public sealed partial class WindowDataset
{
    /// <summary>The naive forecast: the last value of each target column before the forecast is made, for every step of the target.</summary>
    /// <param name="index">0 to Count − 1.</param>
    /// <param name="destination">Receives <see cref="TargetSize"/> values.</param>
    /// <exception cref="InvalidOperationException">The windows come from ready-made arrays: there is no value before.</exception>
    public void CopyNaive(int index, Span<float> destination)
    {
        CheckIndex(index);
        CheckLength(destination.Length, TargetSize, nameof(destination));
        CheckSeries();
        int columns = TargetColumns;
        ReadOnlySpan<float> last = _source.Targets.Span.Slice((StartRow(index) + LookBack - 1) * columns, columns);
        for (int i = 0; i < destination.Length; i += columns)
        {
            last.CopyTo(destination[i..]);
        }
    }

    /// <summary>
    /// The seasonal-naive forecast: for every step of the target the value one period before; where that is not known yet when the forecast is
    /// made, the latest value a whole number of periods before.
    /// </summary>
    /// <param name="index">0 to Count − 1.</param>
    /// <param name="destination">Receives <see cref="TargetSize"/> values.</param>
    /// <returns>False, and nothing written, when no period was given or the series does not reach back that far.</returns>
    /// <exception cref="InvalidOperationException">The windows come from ready-made arrays: there is no value before.</exception>
    public bool TryCopySeasonalNaive(int index, Span<float> destination)
    {
        CheckIndex(index);
        CheckLength(destination.Length, TargetSize, nameof(destination));
        CheckSeries();
        int origin = StartRow(index) + LookBack;
        int first = FirstTargetRow(index);
        int columns = TargetColumns;
        if (Period == 0 || origin < Period)
        {
            return false;
        }

        ReadOnlySpan<float> targets = _source.Targets.Span;
        for (int step = 0; step < Horizon; step++)
        {
            targets.Slice(SeasonBefore(first + step, origin, Period) * columns, columns).CopyTo(destination[(step * columns)..]);
        }

        return true;
    }

    /// <summary>The latest row before the origin that lies a whole number of periods before a row; negative when there is none.</summary>
    internal static int SeasonBefore(int row, int origin, int period) => row - (row - origin + period) / period * period;

    /// <summary>
    /// For each target column the mean absolute step from one value to the next, over the rows before the first target, or over the rows of the
    /// windows when they start with the series: what MASE is scaled by.
    /// </summary>
    internal double[] NaiveScales() => NaiveScales(_first > 0 ? FirstTargetRow(0) : SpanEnd);

    /// <summary>For each target column the mean absolute step from one value to the next, over the first rows of the series.</summary>
    internal double[] NaiveScales(int rows)
    {
        CheckSeries();
        return Array.ConvertAll(_source.Series!.TargetColumns, column =>
        {
            ReadOnlySpan<float> values = _source.Series.Table.Column(column)[..rows];
            return values.Length < 2 ? double.NaN : ForecastMetrics.Mae(values[1..], values[..^1]);
        });
    }

    private void CheckSeries()
    {
        if (!HasSeries)
        {
            throw new InvalidOperationException("Windows from ready-made arrays have no series, so there is no value before a target.");
        }
    }
}

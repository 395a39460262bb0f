namespace LstmGen;

public sealed partial class WindowDataset
{
    /// <summary>
    /// The naive forecast: the last value of each target column before the forecast is made, for every step of the target. Of a window with a length
    /// (<see cref="WithLengths(ReadOnlyMemory{int})"/>) it is the value of its last valid step.
    /// </summary>
    /// <param name="index">0 to Count − 1.</param>
    /// <param name="destination">Receives <see cref="TargetSize"/> values.</param>
    /// <exception cref="InvalidOperationException">The windows come from ready-made arrays: there is no value before.</exception>
    public void CopyNaive(int index, Span<float> destination)
    {
        CheckIndex(index);
        CheckLength(destination.Length, TargetSize, nameof(destination));
        CheckSeries();
        int columns = TargetColumns;
        ReadOnlySpan<float> last = _source.Targets.Span.Slice((StartRow(index) + LengthOf(index) - 1) * columns, columns);
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
        int origin = StartRow(index) + LengthOf(index);
        int first = FirstTargetRow(index);
        int columns = TargetColumns;
        if (Period == 0 || origin - SeriesBegin(index) < Period)
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
    /// For each series and target column the mean absolute step from one value to the next and to the next season, over the rows before the first target, or over the rows of the
    /// windows when they start with the series: what MASE is scaled by. Steps to or from a row past the length of a window do not count.
    /// </summary>
    internal NaiveScales NaiveScales() => NaiveScales(series => Panel is null ? (_first > 0 ? FirstTargetRow(0) : SpanEnd) : ScaledUntil(series));

    /// <summary>For each series and target column the mean absolute steps over the rows of the series before a row.</summary>
    /// <param name="endOf">The row after the last that counts, of a series.</param>
    internal NaiveScales NaiveScales(Func<int, int> endOf)
    {
        CheckSeries();
        int start = StartRow(0);
        bool[]? hidden = PaddingRows(withTargets: true);
        int[] columns = _source.Series!.TargetColumns, occurring = Panel is null ? [0] : Occurring();
        var scales = new NaiveScales(SeriesCount, columns.Length);
        foreach (int series in occurring)
        {
            int begin = Panel?.Begin(series) ?? 0, end = endOf(series);
            for (int column = 0; column < columns.Length; column++)
            {
                scales.Set(series, column, Step(columns[column], begin, end, 1), Period == 0 ? double.NaN : Step(columns[column], begin, end, Period));
            }
        }

        return scales;

        double Step(int column, int begin, int end, int lag)
        {
            double[] values = _source.Series.Table.Exactly(column, begin, Math.Max(0, end - begin));
            double sum = 0;
            int steps = 0;
            for (int row = lag; row < values.Length; row++)
            {
                if (IsHidden(begin + row) || IsHidden(begin + row - lag)) continue;
                sum += Math.Abs(values[row] - values[row - lag]);
                steps++;
            }

            return steps == 0 ? double.NaN : sum / steps;
        }

        bool IsHidden(int row) => hidden is not null && row >= start && row - start < hidden.Length && hidden[row - start];
    }

    /// <summary>The row up to which the steps of one of many series count.</summary>
    private int ScaledUntil(int series)
    {
        int first = int.MaxValue, last = 0;
        for (int index = 0; index < Count; index++)
        {
            if (SeriesOf(index) == series) (first, last) = (Math.Min(first, index), Math.Max(last, LastTargetRow(index)));
        }

        return StartRow(first) <= Panel!.Begin(series) ? last + 1 : FirstTargetRow(first);
    }

    /// <summary>The first row of the series that a window slides over.</summary>
    private int SeriesBegin(int index) => Panel is { } panel ? panel.Begin(SeriesOf(index)) : 0;

    private void CheckSeries()
    {
        if (!HasSeries)
        {
            throw new InvalidOperationException("Windows from ready-made arrays have no series, so there is no value before a target.");
        }
    }
}

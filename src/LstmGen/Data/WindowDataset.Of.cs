using System.Runtime.CompilerServices;
using LstmGen.Forecasting;

namespace LstmGen;

public sealed partial class WindowDataset
{
    /// <summary>All windows of one series.</summary>
    /// <remarks>
    /// The window that starts at row i has the rows i … i + lookBack − 1 as its input and the rows i + lookBack + gap …
    /// i + lookBack + gap + horizon − 1 as its target.
    /// </remarks>
    /// <param name="series">Finite values, oldest first. Not copied.</param>
    /// <param name="lookBack">Steps in one window, at least 1.</param>
    /// <param name="horizon">
    /// How many steps ahead one output covers: the target is the next <paramref name="horizon"/> values, all of them. At least 1.
    /// </param>
    /// <param name="stride">Rows from the start of one window to the start of the next, at least 1.</param>
    /// <param name="period">Rows of one season, for the seasonal-naive forecast in reports; 0 when there is none.</param>
    /// <param name="gap">Steps left out between the window and its target: horizon 1 and gap 2 is the third step alone.</param>
    /// <exception cref="ArgumentException">The series is too short, or a value is not finite: its row is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static WindowDataset Of(ReadOnlyMemory<float> series, int lookBack, int horizon = 1, int stride = 1, int period = 0, int gap = 0)
    {
        if (series.IsEmpty)
        {
            throw new ArgumentException("The series has no values.", nameof(series));
        }

        return Of(SeriesTable.Of(("series", series)), lookBack, horizon: horizon, stride: stride, period: period, gap: gap);
    }

    /// <summary>
    /// All windows of one series in double precision. It is rounded to single precision behind the scaling of a model, so that large readings keep their differences;
    /// a model that does not scale reads the values rounded.
    /// </summary>
    /// <inheritdoc cref="Of(ReadOnlyMemory{float}, int, int, int, int, int)"/>
    public static WindowDataset Of(double[] series, int lookBack, int horizon = 1, int stride = 1, int period = 0, int gap = 0)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Length == 0)
        {
            throw new ArgumentException("The series has no values.", nameof(series));
        }

        return Of(SeriesTable.Of(("series", series)), lookBack, horizon: horizon, stride: stride, period: period, gap: gap);
    }

    /// <summary>All windows of one series in a list, which is copied. Arrays and memory are taken without a copy.</summary>
    /// <inheritdoc cref="Of(ReadOnlyMemory{float}, int, int, int, int, int)"/>
    [OverloadResolutionPriority(-1)]
    public static WindowDataset Of(IReadOnlyList<float> series, int lookBack, int horizon = 1, int stride = 1, int period = 0, int gap = 0)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Of((ReadOnlyMemory<float>)series.ToArray(), lookBack, horizon, stride, period, gap);
    }

    /// <summary>All windows of one series of double precision in a list, which is copied.</summary>
    /// <inheritdoc cref="Of(double[], int, int, int, int, int)"/>
    [OverloadResolutionPriority(-1)]
    public static WindowDataset Of(IReadOnlyList<double> series, int lookBack, int horizon = 1, int stride = 1, int period = 0, int gap = 0)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Of(series.ToArray(), lookBack, horizon, stride, period, gap);
    }

    /// <summary>All windows of a table.</summary>
    /// <remarks>
    /// <para>
    /// A step of the input holds the past columns and then the columns known ahead, each in the order given. At input step s a past column
    /// has its value of row s, and a column known ahead (the hour, a holiday, the value of a week ago) its value of row s + gap + horizon:
    /// so the last <paramref name="horizon"/> steps of the input carry what is known of the very rows to predict.
    /// </para>
    /// <para>
    /// The window that starts at row i has its target at the rows i + lookBack + gap … i + lookBack + gap + horizon − 1, step by step, and in
    /// each step one value for each target column.
    /// </para>
    /// </remarks>
    /// <param name="table">The columns.</param>
    /// <param name="lookBack">Steps in one window, at least 1.</param>
    /// <param name="targets">Columns to predict. None named means every past column, so that the model can feed itself.</param>
    /// <param name="known">Columns known ahead.</param>
    /// <param name="past">Columns whose past the model sees. None named means every column that is not known ahead.</param>
    /// <param name="horizon">How many steps ahead one output covers, at least 1.</param>
    /// <param name="stride">Rows from the start of one window to the start of the next, at least 1.</param>
    /// <param name="period">Rows of one season, for the seasonal-naive forecast in reports; 0 when there is none.</param>
    /// <param name="gap">Steps left out between the window and its target.</param>
    /// <exception cref="ArgumentException">The table is too short, or a column is missing, named twice, or both known ahead and something else.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static WindowDataset Of(
        SeriesTable table, int lookBack, string[]? targets = null, string[]? known = null, string[]? past = null,
        int horizon = 1, int stride = 1, int period = 0, int gap = 0)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(lookBack, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(horizon, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(period);
        ArgumentOutOfRangeException.ThrowIfNegative(gap);

        int[] knownColumns = Find(table, known ?? [], nameof(known));
        int[] pastColumns = past is { Length: > 0 }
            ? Find(table, past, nameof(past))
            : [.. Enumerable.Range(0, table.ColumnCount).Except(knownColumns)];
        int[] targetColumns = targets is { Length: > 0 } ? Find(table, targets, nameof(targets)) : pastColumns;
        CheckRoles(table, knownColumns, pastColumns, targetColumns);

        long ahead = (long)gap + horizon;
        long needed = lookBack + ahead;
        if (table.Rows < needed)
        {
            throw new ArgumentException(
                $"A window of {lookBack} steps and a target of {horizon} after it{(gap > 0 ? $" (with a gap of {gap})" : "")} need {needed} rows; there are {table.Rows}.",
                nameof(lookBack));
        }

        int count = (int)((table.Rows - needed) / stride) + 1;
        int features = pastColumns.Length + knownColumns.Length;
        int[] shifts = [.. pastColumns.Select(_ => 0), .. knownColumns.Select(_ => (int)ahead)];
        int[] columns = [.. pastColumns, .. knownColumns], noShifts = new int[targetColumns.Length];
        int rows = table.Rows - (int)ahead;
        WindowSource source = new()
        {
            LookBack = lookBack,
            Features = features,
            Inputs = table.Interleave(columns, shifts, rows),
            ExactInputs = table.InterleaveExactly(columns, shifts, rows),
            InputStep = checked(stride * features),
            Targets = table.Interleave(targetColumns, noShifts, table.Rows),
            ExactTargets = table.InterleaveExactly(targetColumns, noShifts, table.Rows),
            TargetOffset = checked((lookBack + gap) * targetColumns.Length),
            TargetStep = checked(stride * targetColumns.Length),
            TargetSize = checked(horizon * targetColumns.Length),
            TargetColumns = targetColumns.Length,
            Series = new WindowSeries
            {
                Table = table,
                PastColumns = pastColumns,
                KnownColumns = knownColumns,
                TargetColumns = targetColumns,
                Layout = new ForecastLayout(
                    features, Array.ConvertAll(targetColumns, column => Array.IndexOf(pastColumns, column)), knownColumns.Length, horizon, gap),
                Stride = stride,
                Period = period,
            },
        };
        return new WindowDataset(source, 0, count, default);
    }

    private static int[] Find(SeriesTable table, string[] names, string parameter)
    {
        int[] indices = Array.ConvertAll(names, name => table.IndexOf(name, parameter));
        for (int i = 0; i < indices.Length; i++)
        {
            if (Array.IndexOf(indices, indices[i], 0, i) >= 0)
            {
                throw new ArgumentException($"Column '{names[i]}' is named twice.", parameter);
            }
        }

        return indices;
    }

    private static void CheckRoles(SeriesTable table, int[] known, int[] past, int[] targets)
    {
        foreach (int column in known)
        {
            if (Array.IndexOf(past, column) >= 0 || Array.IndexOf(targets, column) >= 0)
            {
                throw new ArgumentException(
                    $"Column '{table.Names[column]}' is known ahead: it cannot be a past column or a target as well.", nameof(known));
            }
        }

        if (targets.Length == 0)
        {
            throw new ArgumentException("Every column is known ahead: there is nothing to predict.", nameof(known));
        }
    }
}

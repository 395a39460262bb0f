namespace LstmGen;

/// <summary>What a row of a grid says of the readings in it.</summary>
public enum GridValue
{
    /// <summary>The last reading; a row without one repeats the row before.</summary>
    Last,

    /// <summary>The mean of the readings; a row without one repeats the row before.</summary>
    Mean,

    /// <summary>The sum of the readings, 0 where there is none: for counts.</summary>
    Sum,
}

// Readings that come when they come, on a grid.
public sealed partial class SeriesTable
{
    /// <summary>
    /// Readings at irregular times as a table of even steps: each row is a step long, says what the readings in it say, and has a column <c>observed</c> (1 where there was a reading, else 0) and a
    /// column <c>gap</c> (rows since the last one that had). Nothing is known before it was read: rows without a reading are filled from before, never from behind.
    /// </summary>
    /// <remarks>A row begins at its time (<see cref="Times"/>) and ends before the next one's. The first is the step that holds the first reading, counted in whole steps from midnight of the first day.</remarks>
    /// <param name="times">Of each reading, ascending; several may be the same.</param>
    /// <param name="step">From one row to the next, above 0.</param>
    /// <param name="value">What a row says.</param>
    /// <param name="columns">Distinct names; as many finite readings as there are times.</param>
    /// <exception cref="ArgumentException">A name or a length does not fit, times are not in order, or a reading is NaN or infinite: its row is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The step is not above 0.</exception>
    public static SeriesTable OnGrid(IReadOnlyList<DateTime> times, TimeSpan step, GridValue value, params (string Name, float[] Values)[] columns)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(step, TimeSpan.Zero);
        DateTime[] readings = [.. times];
        if (readings.Length == 0) throw new ArgumentException("Expected at least one reading, but got none.", nameof(times));
        TimeChecks.Ascending(readings, mayRepeat: true, nameof(times));
        SeriesTable checkedColumns = Of(Array.ConvertAll(columns, column => (column.Name, (ReadOnlyMemory<float>)column.Values)));
        if (checkedColumns.Rows != readings.Length) throw new ArgumentException($"Expected a reading for each of {readings.Length} times, but got {checkedColumns.Rows}.", nameof(columns));

        DateTime begin = readings[0].Date.AddTicks(readings[0].TimeOfDay.Ticks / step.Ticks * step.Ticks);
        int rows = checked((int)((readings[^1] - begin).Ticks / step.Ticks) + 1);
        int[] first = new int[rows + 1];
        for (int row = 0, reading = 0; row < rows; row++)
        {
            first[row] = reading;
            while (reading < readings.Length && (readings[reading] - begin).Ticks / step.Ticks == row)
            {
                reading++;
            }

            first[row + 1] = reading;
        }

        float[] observed = new float[rows], gap = new float[rows];
        DateTime[] grid = new DateTime[rows];
        for (int row = 0; row < rows; row++)
        {
            grid[row] = begin.AddTicks(row * step.Ticks);
            observed[row] = first[row + 1] > first[row] ? 1f : 0f;
            gap[row] = observed[row] == 1f ? 0f : gap[row - 1] + 1f;
        }

        (string, ReadOnlyMemory<float>)[] made =
        [
            .. columns.Select(column => (column.Name, (ReadOnlyMemory<float>)Gather(column.Values, first, value))), ("observed", observed), ("gap", gap),
        ];
        return Of(made).WithTimes(grid);
    }

    private static float[] Gather(float[] readings, int[] first, GridValue value)
    {
        float[] rows = new float[first.Length - 1];
        for (int row = 0; row < rows.Length; row++)
        {
            ReadOnlySpan<float> own = readings.AsSpan(first[row], first[row + 1] - first[row]);
            double sum = 0;
            foreach (float reading in own)
            {
                sum += reading;
            }

            rows[row] = value == GridValue.Sum ? (float)sum
                : own.IsEmpty ? rows[row - 1]
                : value == GridValue.Mean ? (float)(sum / own.Length)
                : own[^1];
        }

        return rows;
    }
}

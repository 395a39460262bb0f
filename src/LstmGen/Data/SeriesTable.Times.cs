using System.Globalization;

namespace LstmGen;

// The points in time that the rows are.
public sealed partial class SeriesTable
{
    private ReadOnlyMemory<DateTime> _times;

    /// <summary>The point in time of each row, strictly ascending; empty unless <see cref="WithTimes"/> gave them.</summary>
    public ReadOnlyMemory<DateTime> Times => _times;

    /// <summary>The same table with the point in time of each row, checked: each is after the one before.</summary>
    /// <param name="times">One for each row, all of one <see cref="DateTime.Kind"/>. They are copied. In local time an hour comes twice when clocks are put back: give UTC then.</param>
    /// <exception cref="ArgumentException">There are not as many, or one is the same as the one before it, or earlier, or of another kind: its row is named.</exception>
    public SeriesTable WithTimes(IReadOnlyList<DateTime> times)
    {
        ArgumentNullException.ThrowIfNull(times);
        if (times.Count != Rows) throw new ArgumentException($"Expected a time for each of {Rows} rows, but got {times.Count}.", nameof(times));
        DateTime[] copy = [.. times];
        TimeChecks.Ascending(copy, mayRepeat: false, nameof(times));
        return new SeriesTable(_names, _columns, _exact) { _times = copy };
    }

    /// <summary>The same table with further columns behind its own.</summary>
    /// <param name="columns">Distinct names that no column has; as many finite values as the table has rows.</param>
    /// <exception cref="ArgumentException">A name or a length does not fit, or a value is NaN or infinite.</exception>
    public SeriesTable With(params (string Name, float[] Values)[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        (string, ReadOnlyMemory<float>)[] all = [.. _names.Zip(_columns), .. columns.Select(column => (column.Name, (ReadOnlyMemory<float>)column.Values))];
        SeriesTable made = Of(all);
        return new SeriesTable(made._names, made._columns, [.. _exact, .. new ReadOnlyMemory<double>[columns.Length]]) { _times = _times };
    }

    /// <summary>The same table with columns that say where in its cycles each row is (<see cref="CalendarColumns"/>). Name them in <c>known</c>: the calendar of the rows to predict is known.</summary>
    /// <param name="cycles">Which cycles; each has two columns.</param>
    /// <param name="holidays">Days on which the column <c>holiday</c> is 1; null for no such column.</param>
    /// <exception cref="InvalidOperationException">The table has no times.</exception>
    /// <exception cref="ArgumentException">A name is taken.</exception>
    public SeriesTable WithCalendar(CalendarCycles cycles, IReadOnlyCollection<DateOnly>? holidays = null) => _times.IsEmpty
        ? throw new InvalidOperationException("Expected a table with times, but got one without. Call WithTimes before.")
        : With(CalendarColumns.Of(_times.ToArray(), cycles, holidays));
}

/// <summary>Throws if points in time are not in order.</summary>
internal static class TimeChecks
{
    public static void Ascending(ReadOnlySpan<DateTime> times, bool mayRepeat, string name)
    {
        for (int row = 1; row < times.Length; row++)
        {
            if (times[row].Kind != times[0].Kind)
            {
                throw new ArgumentException($"Expected times of one kind, but row {row} is {times[row].Kind} and row 0 {times[0].Kind}. Bring all to UTC.", name);
            }

            if (times[row] > times[row - 1] || (mayRepeat && times[row] == times[row - 1])) continue;
            string what = times[row] == times[row - 1] ? "is the same as the one before it. Leave one out, or take their mean" : $"comes after {Text(times[row - 1])}. Sort the rows";
            throw new ArgumentException($"Expected times in ascending order, but that of row {row}, {Text(times[row])}, {what}.", name);
        }
    }

    private static string Text(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
}

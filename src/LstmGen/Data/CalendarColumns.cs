using LstmGen.Numerics;

namespace LstmGen;

/// <summary>The cycles of a calendar.</summary>
[Flags]
public enum CalendarCycles
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The minute of the hour: <c>hour_sin</c>, <c>hour_cos</c>.</summary>
    Hour = 1,

    /// <summary>The time of day: <c>day_sin</c>, <c>day_cos</c>.</summary>
    Day = 2,

    /// <summary>The day of the week with its time, from Monday: <c>week_sin</c>, <c>week_cos</c>.</summary>
    Week = 4,

    /// <summary>The day of the month with its time: <c>month_sin</c>, <c>month_cos</c>.</summary>
    Month = 8,

    /// <summary>The day of the year with its time: <c>year_sin</c>, <c>year_cos</c>.</summary>
    Year = 16,
}

/// <summary>Where in the cycles of a calendar points in time are: two columns for each cycle, sine and cosine of the share of it that has gone by, so that 23:59 lies next to 0:00.</summary>
public static class CalendarColumns
{
    private static readonly (CalendarCycles Cycle, string Name, Func<DateTime, double> Share)[] s_cycles =
    [
        (CalendarCycles.Hour, "hour", time => time.TimeOfDay.Ticks % TimeSpan.TicksPerHour / (double)TimeSpan.TicksPerHour),
        (CalendarCycles.Day, "day", Day),
        (CalendarCycles.Week, "week", time => (((int)time.DayOfWeek + 6) % 7 + Day(time)) / 7),
        (CalendarCycles.Month, "month", time => (time.Day - 1 + Day(time)) / DateTime.DaysInMonth(time.Year, time.Month)),
        (CalendarCycles.Year, "year", time => (time.DayOfYear - 1 + Day(time)) / (DateTime.IsLeapYear(time.Year) ? 366 : 365)),
    ];

    /// <summary>The columns, for a table.</summary>
    /// <param name="times">Points in time, in any order. Cycles are those of the clock that shows them.</param>
    /// <param name="cycles">Which cycles.</param>
    /// <param name="holidays">Days on which a column <c>holiday</c> is 1; null for no such column.</param>
    /// <returns>Sine and cosine of each cycle, from the shortest on, then holidays.</returns>
    /// <exception cref="ArgumentException">Neither cycles nor holidays are asked for, or a cycle is none.</exception>
    public static (string Name, float[] Values)[] Of(IReadOnlyList<DateTime> times, CalendarCycles cycles, IReadOnlyCollection<DateOnly>? holidays = null)
    {
        ArgumentNullException.ThrowIfNull(times);
        CalendarCycles all = s_cycles.Aggregate(CalendarCycles.None, (sum, cycle) => sum | cycle.Cycle);
        if ((cycles & ~all) != 0 || (cycles == CalendarCycles.None && holidays is null))
        {
            throw new ArgumentException($"Expected cycles out of {all}, or holidays, but got {cycles}.", nameof(cycles));
        }

        List<(string, float[])> columns = [];
        foreach ((CalendarCycles cycle, string name, Func<DateTime, double> share) in s_cycles)
        {
            if (!cycles.HasFlag(cycle)) continue;
            columns.Add(($"{name}_sin", [.. times.Select(time => (float)DoubleMath.Sin(Math.Tau * share(time)))]));
            columns.Add(($"{name}_cos", [.. times.Select(time => (float)DoubleMath.Cos(Math.Tau * share(time)))]));
        }

        if (holidays is not null)
        {
            HashSet<DateOnly> days = [.. holidays];
            columns.Add(("holiday", [.. times.Select(time => days.Contains(DateOnly.FromDateTime(time)) ? 1f : 0f)]));
        }

        return [.. columns];
    }

    /// <summary>The columns side by side, row by row: what <see cref="SequenceModel.Forecast(ReadOnlySpan{float}, ReadOnlySpan{float}, Span{float})"/> is told of the rows to come.</summary>
    /// <inheritdoc cref="Of"/>
    /// <returns>For each point in time a row of the columns.</returns>
    public static float[] Rows(IReadOnlyList<DateTime> times, CalendarCycles cycles, IReadOnlyCollection<DateOnly>? holidays = null)
    {
        (string Name, float[] Values)[] columns = Of(times, cycles, holidays);
        float[] rows = new float[times.Count * columns.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = columns[i % columns.Length].Values[i / columns.Length];
        }

        return rows;
    }

    private static double Day(DateTime time) => time.TimeOfDay.Ticks / (double)TimeSpan.TicksPerDay;
}

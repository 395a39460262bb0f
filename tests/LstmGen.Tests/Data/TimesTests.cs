using CsCheck;

namespace LstmGen.Tests.Data;

/// <summary>Points in time: order, calendar, and readings on a grid.</summary>
public sealed class TimesTests
{
    private static readonly DateTime s_start = new(2024, 2, 26, 22, 30, 0);

    [Theory]
    [InlineData(0, "row 2, 2024-02-26 23:30:00, is the same")]
    [InlineData(-10, "row 2, 2024-02-26 23:20:00, comes after 2024-02-26 23:30:00")]
    public void Times_out_of_order_are_named(int minutes, string expected)
    {
        SeriesTable table = SeriesTable.Of(("x", [1f, 2, 3]));
        DateTime[] times = [s_start, s_start.AddHours(1), s_start.AddHours(1).AddMinutes(minutes)];
        Assert.Contains(expected, Assert.Throws<ArgumentException>(() => table.WithTimes(times)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => table.WithTimes([s_start]));
        Assert.Contains("one kind", Assert.Throws<ArgumentException>(() => table.WithTimes([s_start, s_start.AddHours(1), DateTime.SpecifyKind(s_start.AddHours(2), DateTimeKind.Utc)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Times_go_with_their_rows()
    {
        SeriesTable table = SeriesTable.Of(("x", [1f, 2, 3])).WithTimes([s_start, s_start.AddHours(1), s_start.AddHours(5)]);
        (SeriesTable training, SeriesTable test) = table.SplitByTime(1);
        Assert.Equal([s_start, s_start.AddHours(1)], training.Times.ToArray());
        Assert.Equal([s_start.AddHours(5)], test.Times.ToArray());
        Assert.Equal(["x", "y"], table.With(("y", [4f, 5, 6])).Names);
        Assert.Equal(table.Times, table.With(("y", [4f, 5, 6])).Times);
        Assert.Throws<ArgumentException>(() => table.With(("x", [4f, 5, 6])));
        Assert.Throws<InvalidOperationException>(() => SeriesTable.Of(("x", [1f])).WithCalendar(CalendarCycles.Day));
    }

    /// <summary>The angle gives back what share of the cycle has gone by.</summary>
    [Fact]
    public void Cycles_are_angles_of_the_clock() => Gen.DateTime[new DateTime(1990, 1, 1), new DateTime(2090, 1, 1)].Array[1, 5].Sample(times =>
    {
        const CalendarCycles all = CalendarCycles.Hour | CalendarCycles.Day | CalendarCycles.Week | CalendarCycles.Month | CalendarCycles.Year;
        (string Name, float[] Values)[] columns = CalendarColumns.Of(times, all, [DateOnly.FromDateTime(times[0])]);
        Assert.Equal("hour_sin hour_cos day_sin day_cos week_sin week_cos month_sin month_cos year_sin year_cos holiday", string.Join(' ', columns.Select(column => column.Name)));
        for (int i = 0; i < times.Length; i++)
        {
            DateTime t = times[i], year = new(t.Year, 1, 1), month = new(t.Year, t.Month, 1), monday = t.Date.AddDays(-(((int)t.DayOfWeek + 6) % 7));
            double[] shares =
            [
                (t - t.Date.AddHours(t.Hour)).TotalHours, (t - t.Date).TotalDays, (t - monday).TotalDays / 7,
                (t - month) / (month.AddMonths(1) - month), (t - year) / (year.AddYears(1) - year),
            ];
            for (int cycle = 0; cycle < 5; cycle++)
            {
                double angle = Math.Atan2(columns[2 * cycle].Values[i], columns[2 * cycle + 1].Values[i]) / Math.Tau;
                double distance = Math.Abs(angle - shares[cycle]) % 1;
                Assert.True(Math.Min(distance, 1 - distance) < 1e-6, $"{t:O}: {columns[2 * cycle].Name}");
            }

            Assert.Equal(t.Date == times[0].Date ? 1f : 0f, columns[10].Values[i]);
        }

        float[] rows = CalendarColumns.Rows(times, all);
        Assert.Equal(columns[3].Values[^1], rows[(times.Length - 1) * 10 + 3]);
    });

    [Fact]
    public void A_calendar_needs_something_to_say() => Assert.Throws<ArgumentException>(() => CalendarColumns.Of([s_start], CalendarCycles.None));

    /// <summary>Each row of the grid, gone through reading by reading.</summary>
    [Fact]
    public void A_grid_says_what_was_read_and_when() =>
        Gen.Select(Gen.Int[0, 200].Array[1, 20], Gen.Int[1, 90], Gen.Enum<GridValue>()).Sample((minutes, step, value) =>
        {
            int at = 0;
            DateTime[] times = [.. minutes.Select(wait => s_start.AddMinutes(at += wait))];
            float[] readings = [.. minutes.Select((wait, i) => wait + i * 0.5f)];
            SeriesTable grid = SeriesTable.OnGrid(times, TimeSpan.FromMinutes(step), value, ("x", readings));
            Assert.Equal("x observed gap", string.Join(' ', grid.Names));
            DateTime[] rows = grid.Times.ToArray();
            Assert.True(rows[0] <= times[0] && times[0] < rows[0].AddMinutes(step));
            Assert.Equal(0, (rows[0] - times[0].Date).Ticks % TimeSpan.FromMinutes(step).Ticks);
            Assert.True(rows[^1] <= times[^1] && times[^1] < rows[^1].AddMinutes(step));
            float last = 0, gap = 0;
            for (int row = 0; row < rows.Length; row++)
            {
                if (row > 0) Assert.Equal(TimeSpan.FromMinutes(step), rows[row] - rows[row - 1]);
                float[] own = [.. readings.Where((_, i) => times[i] >= rows[row] && times[i] < rows[row].AddMinutes(step))];
                gap = own.Length > 0 ? 0 : gap + 1;
                last = value == GridValue.Sum ? own.Sum() : own.Length == 0 ? last : value == GridValue.Mean ? own.Average() : own[^1];
                Assert.Equal(last, grid["x"].Span[row], 1e-3f);
                Assert.Equal((own.Length > 0 ? 1f : 0f, gap), (grid["observed"].Span[row], grid["gap"].Span[row]));
            }
        });

    [Fact]
    public void A_grid_refuses_readings_out_of_order()
    {
        Assert.Throws<ArgumentException>(() => SeriesTable.OnGrid([s_start, s_start.AddMinutes(-1)], TimeSpan.FromHours(1), GridValue.Last, ("x", [1f, 2])));
        Assert.Throws<ArgumentOutOfRangeException>(() => SeriesTable.OnGrid([s_start], TimeSpan.Zero, GridValue.Last, ("x", [1f])));
        Assert.Throws<ArgumentException>(() => SeriesTable.OnGrid([s_start], TimeSpan.FromHours(1), GridValue.Last, ("x", [1f, 2])));
        Assert.Equal(2, SeriesTable.OnGrid([s_start, s_start], TimeSpan.FromHours(1), GridValue.Sum, ("x", [1f, 1]))["x"].Span[0]);
    }
}

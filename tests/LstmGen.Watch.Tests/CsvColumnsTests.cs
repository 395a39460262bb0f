using System.Globalization;
using Playground;
using Playground.Exercises;

namespace LstmGen.Watch.Tests;

public sealed class CsvColumnsTests
{
    private static string Rows(int count, Func<int, string> row) => string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n"));

    private static string N(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    [Fact]
    public void Columns_of_numbers_are_taken_and_the_others_named()
    {
        CsvAnswer csv = CsvColumns.Read("day,a,b\n" + Rows(120, i => $"2026-01-{i},{N(i / 4.0)},{(i == 50 ? "" : "1e3")}"));
        Assert.Equal("a", Assert.Single(csv.Columns).Name);
        Assert.Equal(0.25f, csv.Columns[0].Values[1]);
        Assert.Equal(["Line 2, column 'day': '2026-01-0' is not a number.", "Line 52, column 'b': the cell is empty."], csv.LeftOut);
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void The_separator_is_found_and_a_header_is_not_needed(char separator)
    {
        CsvAnswer csv = CsvColumns.Read(Rows(100, i => $"{i}{separator}{N(i + 0.5)}"));
        Assert.Equal(["column 1", "column 2"], csv.Columns.Select(column => column.Name));
        Assert.Equal(99.5f, csv.Columns[1].Values[^1]);
    }

    [Theory]
    [InlineData("", "The file is empty: expected a row for each point in time.")]
    [InlineData("a\n1\n2\n", "Expected 100 to 20,000 rows of values, but got 2.")]
    [InlineData("a,b\n\"unfinished", "line")]
    public void What_is_no_series_is_said_in_a_line(string text, string says)
    {
        ProblemException wrong = Assert.Throws<ProblemException>(() => CsvColumns.Read(text));
        Assert.Contains(says, wrong.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\n', wrong.Message);
    }

    [Fact]
    public void A_short_row_and_a_number_beyond_floats_are_named()
    {
        Assert.Contains("Line 4, column 'b': the row has 1 cell only.", Assert.Throws<ProblemException>(() => CsvColumns.Read("a,b\n" + Rows(120, i => i == 2 ? "x" : "x,1"))).Message, StringComparison.Ordinal);
        Assert.Contains("'1e99' is not a number", Assert.Throws<ProblemException>(() => CsvColumns.Read("a\n" + Rows(120, i => i == 2 ? "1e99" : "1"))).Message, StringComparison.Ordinal);
    }
}

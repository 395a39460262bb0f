using System.Globalization;
using Spectre.Console;

namespace LongTimeLag;

/// <summary>The paper's figures beside ours.</summary>
internal static class OutcomeTable
{
    public static Table Of(IReadOnlyList<TaskOutcome> outcomes)
    {
        var table = new Table().AddColumns(
            "experiment", "sequences\n1997", "sequences\nhere", "wrong\n1997", "wrong\nhere", "learnt", "seconds");
        table.Columns[0].NoWrap();
        foreach (TableColumn column in table.Columns.Skip(1))
        {
            column.RightAligned().NoWrap();
        }

        foreach ((LagTask task, IReadOnlyList<TrialResult> results, _, _) in outcomes)
        {
            table.AddRow(
                task.Title.EscapeMarkup(),
                task.Paper is { } paper ? Number(paper.Sequences) : "",
                Spread(results.Select(result => result.Sequences)),
                task.Paper?.Wrong is { } wrong ? Number(wrong) : "",
                Spread(results.Select(result => result.Wrong)),
                $"{results.Count(result => result.IsLearnt)} of {results.Count}",
                results.Average(result => result.Time.TotalSeconds).ToString("F1", CultureInfo.InvariantCulture));
        }

        return table;
    }

    /// <summary>The median, and in brackets the least and the most where there are several. The median of an even number is the upper one.</summary>
    internal static string Spread(IEnumerable<int> values)
    {
        int[] sorted = [.. values.Order()];
        string median = Number(sorted[sorted.Length / 2]);
        return sorted.Length == 1 ? median : $"{median} ({Number(sorted[0])}–{Number(sorted[^1])})";
    }

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

using System.Text.RegularExpressions;

namespace LstmGen.Samples;

/// <summary>
/// The tables of a page that experiments make: below a comment such as <c>table: memory</c>. A page may say the words of its header and its first column in its own language; the figures are the
/// experiment's.
/// </summary>
internal static partial class PageTables
{
    /// <summary>The names of all tables on a page.</summary>
    public static IEnumerable<string> Names(string page) => Marked().Matches(page).Select(match => match.Groups["name"].Value);

    /// <summary>Puts new figures into a page. Rows that it does not have yet come as they are.</summary>
    public static string Replace(string page, IReadOnlyList<ResultTable> tables) => Marked().Replace(page, match =>
    {
        ResultTable? table = tables.FirstOrDefault(table => table.Name == match.Groups["name"].Value);
        if (table is null)
        {
            return match.Value;
        }

        string[][] rows = [.. Cells(table.ToMarkdown())];
        string[][] old = [.. Cells(match.Groups["table"].Value)];
        bool same = old.Length == rows.Length && old.Zip(rows, (a, b) => a.Length == b.Length).All(fits => fits);
        for (int row = 0; same && row < rows.Length; row++)
        {
            for (int column = 0; column < rows[row].Length; column++)
            {
                rows[row][column] = row == 0 || !IsFigure(rows[row][column]) ? old[row][column] : Translated(rows[row][column], old[row][column]);
            }
        }

        string text = string.Concat(rows.Select((row, index) => $"| {string.Join(" | ", row)} |\n" + (index == 0 ? $"|---{string.Concat(row.Skip(1).Select(_ => "|---:"))}|\n" : "")));
        return $"<!-- table: {table.Name} -->\n{text}";
    });

    /// <summary>A span of figures, "0.1 to 0.2", is "0.1 – 0.2" on a page in another language.</summary>
    public static string Translated(string figure, string old) => old.Contains(" – ", StringComparison.Ordinal) ? figure.Replace(" to ", " – ", StringComparison.Ordinal) : figure;

    /// <summary>Whether a cell has figures alone, which are the same in every language.</summary>
    public static bool IsFigure(string cell) => OnlyFigures().IsMatch(cell);

    /// <summary>Header and rows.</summary>
    public static IEnumerable<string[]> Cells(string table) => table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => !line.StartsWith("|---", StringComparison.Ordinal))
        .Select(line => line.Trim().Trim('|').Split('|', StringSplitOptions.TrimEntries));

    /// <summary>The table of that name as a page has it.</summary>
    public static string[][]? Find(string page, string name) =>
        Marked().Matches(page).FirstOrDefault(match => match.Groups["name"].Value == name) is { } found ? [.. Cells(found.Groups["table"].Value)] : null;

    [GeneratedRegex("^<!-- table: (?<name>[a-z0-9-]+) -->\n(?<table>(\\|.*\\|\n)*)", RegexOptions.Multiline)]
    private static partial Regex Marked();

    [GeneratedRegex(@"^[+\-]?\d[\d.,e\-]*( %)?( to [+\-]?\d[\d.,e\-]*( %)?)?$")]
    private static partial Regex OnlyFigures();
}

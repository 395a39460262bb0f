using System.Globalization;
using System.Text;
using Spectre.Console;

namespace LstmGen.Samples;

/// <summary>A table of figures under a name, by which the pages ask for it.</summary>
/// <param name="Name">Of the table; pages have it in a comment above.</param>
/// <param name="Columns">The header. The first column has words, the others figures.</param>
internal sealed record ResultTable(string Name, params string[] Columns)
{
    private readonly List<string[]> _rows = [];

    public IReadOnlyList<string[]> Rows => _rows;

    public ResultTable Row(params string[] cells)
    {
        if (cells.Length != Columns.Length)
        {
            throw new ArgumentException($"Expected {Columns.Length} cells, but got {cells.Length}.", nameof(cells));
        }

        _rows.Add(cells);
        return this;
    }

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("| ").AppendJoin(" | ", Columns).Append(" |\n");
        text.Append("|---").Append(string.Concat(Columns.Skip(1).Select(_ => "|---:"))).Append("|\n");
        foreach (string[] row in _rows)
        {
            text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
        }

        return text.ToString();
    }

    public Table ToSpectre()
    {
        Table table = new Table().AddColumns([.. Columns.Select(column => column.EscapeMarkup())]);
        foreach (TableColumn column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        foreach (string[] row in _rows)
        {
            table.AddRow([.. row.Select(cell => cell.EscapeMarkup())]);
        }

        return table;
    }
}

using System.Globalization;
using LstmGen;
using LstmGen.Metrics;
using Spectre.Console;

namespace MovingShapes;

/// <summary>What was shown, and what the model said.</summary>
internal static class ConfusionTable
{
    public static Table Of(ConfusionMatrix confusion, IReadOnlyList<string> names)
    {
        var table = new Table().AddColumns(["shown, then said", .. names]);
        foreach (TableColumn column in table.Columns.Skip(1))
        {
            column.RightAligned();
        }

        for (int shown = 0; shown < confusion.Classes; shown++)
        {
            table.AddRow([names[shown], .. Enumerable.Range(0, confusion.Classes).Select(said => confusion[shown, said].ToString(CultureInfo.InvariantCulture))]);
        }

        return table;
    }
}

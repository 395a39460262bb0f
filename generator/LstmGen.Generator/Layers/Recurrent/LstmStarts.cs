namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>What cells that carry their states have in common, whatever their cell is.</summary>
internal static class LstmStarts
{
    /// <summary>Inside the loop over steps, after a step: a row whose last step it was leaves its states for the next window of its stream.</summary>
    /// <param name="writer">Where a loop over t is open, with start, startRow and ends.</param>
    /// <param name="hidden">h of the row and its width.</param>
    /// <param name="cell">c of the row and its width; null where the cell has none.</param>
    /// <param name="cellAt">Where c lies behind h in the state.</param>
    public static void WriteLeave(SourceWriter writer, string hidden, string? cell = null, string cellAt = "")
    {
        writer.Line("// A row that ends here leaves its states to the window behind.");
        using (writer.Block("for (int row = 0; row < Rows; row++)"))
        using (writer.Block("if (ends[row] - 1 == t)"))
        {
            writer.Line($"RowOps.Copy(ref Unsafe.Add(ref start, row * startRow), {hidden});");
            if (cell is not null)
            {
                writer.Line($"RowOps.Copy(ref Unsafe.Add(ref start, row * startRow + {cellAt}), {cell});");
            }
        }
    }
}

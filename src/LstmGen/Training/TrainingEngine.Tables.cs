using LstmGen.Runtime;

namespace LstmGen;

// Tables of which a batch uses few rows: their gradients are those rows alone, for each chunk, added up in the order of the chunks.
internal sealed partial class TrainingEngine
{
    private int TableCount => _description.Tables.Length;

    /// <summary>Room for what a chunk can use, so that no later batch of this size allocates. The first takes in all the others.</summary>
    private void ReserveTables(int chunk)
    {
        _chunkTables[chunk] ??= [.. _description.Tables.Select(table => new TableGradient(table))];
        long tiles = chunk == 0 ? Tiles(_rows) : Tiles(_rows) / _chunks + 1;
        foreach (TableGradient table in _chunkTables[chunk]!)
        {
            table.Reserve(tiles * TileRows * Math.Max(_description.InputSize, _description.Decoder?.Steps ?? 0));
        }
    }

    private static void ClearTables(ReadOnlySpan<TableGradient> tables)
    {
        foreach (TableGradient table in tables)
        {
            table.Clear();
        }
    }

    /// <summary>Takes the rows of the last batch out of the gradient, which is zero in all other rows.</summary>
    private void EraseTables()
    {
        for (int table = 0; table < TableCount && _chunkTables[0] is not null; table++)
        {
            _chunkTables[0]![table].Erase(Gradient);
        }
    }

    private void AddTables()
    {
        for (int table = 0; table < TableCount; table++)
        {
            TableGradient sum = _chunkTables[0]![table];
            for (int chunk = 1; chunk < _chunks; chunk++)
            {
                sum.Add(_chunkTables[chunk]![table]);
            }

            sum.CopyTo(Gradient);
        }
    }
}

using LstmGen.Inspection;

namespace LstmGen;

/// <summary>
/// Many series with the same columns, each of a length of its own, under names: for one model that learns from all of them (a global model). The values of the series are not copied here;
/// <see cref="WindowDataset.Of(SeriesPanel, int, string[], string[], string[], int, int, int, int, int, WindowLevel)"/> lays them out once, however many windows there are.
/// </summary>
/// <example><code>
/// var panel = SeriesPanel.Of(("north", northTable), ("south", southTable)).WithStatic("area", [120, 80]);
/// WindowDataset windows = WindowDataset.Of(panel, lookBack: 28, targets: ["sales"], horizon: 7, level: WindowLevel.WindowMean);
/// </code></example>
public sealed class SeriesPanel
{
    private readonly string[] _names;
    private readonly SeriesTable[] _tables;
    private readonly (string Name, float[] Values)[] _static;

    private SeriesPanel(string[] names, SeriesTable[] tables, (string Name, float[] Values)[] @static)
    {
        _names = names;
        _tables = tables;
        _static = @static;
    }

    /// <summary>Series.</summary>
    public int Count => _tables.Length;

    /// <summary>The names of the series, in order.</summary>
    public IReadOnlyList<string> Names => field ??= Array.AsReadOnly(_names);

    /// <summary>The names of the columns: those of the tables, then static ones.</summary>
    public IReadOnlyList<string> Columns => field ??= [.. _tables[0].Names, .. _static.Select(column => column.Name)];

    /// <summary>The names of the columns that say the same in all rows of a series.</summary>
    public IReadOnlyList<string> StaticColumns => field ??= [.. _static.Select(column => column.Name)];

    /// <summary>One series, without its static columns.</summary>
    /// <param name="index">0 to Count − 1.</param>
    public SeriesTable this[int index] => _tables[index];

    /// <summary>A panel of tables under names.</summary>
    /// <param name="series">At least one; distinct names; tables with the same columns in the same order.</param>
    /// <exception cref="ArgumentException">A name is missing or there twice, or a table has other columns: it is named.</exception>
    public static SeriesPanel Of(params (string Name, SeriesTable Table)[] series)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (series.Length == 0) throw new ArgumentException("Expected at least one series, but got none.", nameof(series));
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, SeriesTable table) in series)
        {
            if (string.IsNullOrEmpty(name)) throw new ArgumentException("Expected a name for each series, but one has none.", nameof(series));
            if (!names.Add(name)) throw new ArgumentException($"Expected distinct names, but two series are called '{name}'.", nameof(series));
            ArgumentNullException.ThrowIfNull(table, nameof(series));
            if (!table.Names.SequenceEqual(series[0].Table.Names))
            {
                throw new ArgumentException(
                    $"Expected the columns {string.Join(", ", series[0].Table.Names)} in each series, but '{name}' has {string.Join(", ", table.Names)}.", nameof(series));
            }
        }

        return new SeriesPanel([.. series.Select(one => one.Name)], [.. series.Select(one => one.Table)], []);
    }

    /// <summary>A panel of tables, called by their numbers from 0.</summary>
    /// <inheritdoc cref="Of(ValueTuple{string, SeriesTable}[])"/>
    public static SeriesPanel Of(IReadOnlyList<SeriesTable> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Of([.. series.Select((table, index) => (ModelSummary.Number(index), table))]);
    }

    /// <summary>A panel of series of one column, <c>value</c>, called by their numbers from 0.</summary>
    /// <param name="series">At least one; finite values, oldest first. Not copied.</param>
    /// <exception cref="ArgumentException">A series is empty, or a value is NaN or infinite: its row is named.</exception>
    public static SeriesPanel Of(IReadOnlyList<float[]> series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return Of([.. series.Select((values, index) => (ModelSummary.Number(index), SeriesTable.Of(("value", (ReadOnlyMemory<float>)values))))]);
    }

    /// <summary>The same panel with a static column: a number for each series, such as the area of a shop, which stands in every row of it.</summary>
    /// <param name="name">Of the column, which no other has.</param>
    /// <param name="values">One for each series, finite. They are copied.</param>
    /// <exception cref="ArgumentException">The name is taken, or there are not as many values, or one is NaN or infinite.</exception>
    public SeriesPanel WithStatic(string name, IReadOnlyList<float> values)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(values);
        if (Columns.Contains(name)) throw new ArgumentException($"Expected a name that no column has, but got '{name}'.", nameof(name));
        if (values.Count != Count) throw new ArgumentException($"Expected a value for each of {Count} series, but got {values.Count}.", nameof(values));
        float[] copy = [.. values];
        int bad = Array.FindIndex(copy, value => !float.IsFinite(value));
        return bad < 0
            ? new SeriesPanel(_names, _tables, [.. _static, (name, copy)])
            : throw new ArgumentException($"Expected finite values, but that of series '{_names[bad]}' is none.", nameof(values));
    }

    /// <summary>The same panel with the number of each series, from 0, as a static column: for an [Embedding] that learns what is special of each.</summary>
    /// <param name="name">Of the column, which no other has.</param>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public SeriesPanel WithIds(string name = "id") => WithStatic(name, [.. Enumerable.Range(0, Count).Select(index => (float)index)]);

    /// <summary>How many series with which columns: <c>414 series of 748 to 1,008 rows × 1 column: value</c>.</summary>
    public override string ToString()
    {
        int least = _tables.Min(table => table.Rows), most = _tables.Max(table => table.Rows);
        string rows = least == most ? ModelSummary.Number(least) : $"{ModelSummary.Number(least)} to {ModelSummary.Number(most)}";
        return $"{ModelSummary.Number(Count)} series of {rows} rows × {ModelSummary.Count(Columns.Count, "column")}: {ModelSummary.List(Columns)}";
    }

    /// <summary>All series in one table, one below the other, each with so many rows before it that repeat its first.</summary>
    /// <param name="padding">Rows before each series.</param>
    /// <param name="begins">For each series, and after the last, the row where its padding begins.</param>
    internal SeriesTable Stack(int padding, out int[] begins)
    {
        begins = new int[Count + 1];
        for (int i = 0; i < Count; i++)
        {
            begins[i + 1] = checked(begins[i] + padding + _tables[i].Rows);
        }

        int own = _tables[0].ColumnCount;
        var columns = new (string Name, double[] Values)[Columns.Count];
        for (int column = 0; column < columns.Length; column++)
        {
            double[] values = new double[begins[^1]];
            for (int i = 0; i < Count; i++)
            {
                Span<double> to = values.AsSpan(begins[i], begins[i + 1] - begins[i]);
                if (column >= own) to.Fill(_static[column - own].Values[i]);
                else _tables[i].Exactly(column, 0, _tables[i].Rows).CopyTo(to[padding..]);
                to[..padding].Fill(to[padding]);
            }

            columns[column] = (Columns[column], values);
        }

        return SeriesTable.Of(columns);
    }
}

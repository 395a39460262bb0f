using System.Runtime.CompilerServices;
using LstmGen.Checks;
using LstmGen.Inspection;

namespace LstmGen;

/// <summary>
/// One or more series of the same length under names: a row is a point in time, oldest first. The values are not copied; whoever owns
/// the arrays leaves them as they are.
/// </summary>
/// <example><code>
/// var table = SeriesTable.Of(("demand", demand), ("hour_sin", hourSin), ("hour_cos", hourCos));
/// </code></example>
public sealed partial class SeriesTable
{
    private readonly string[] _names;
    private readonly ReadOnlyMemory<float>[] _columns;

    /// <summary>The values before they were rounded; empty for a column whose values floats hold.</summary>
    private readonly ReadOnlyMemory<double>[] _exact;

    private SeriesTable(string[] names, ReadOnlyMemory<float>[] columns, ReadOnlyMemory<double>[] exact)
    {
        _names = names;
        _columns = columns;
        _exact = exact;
        Rows = columns[0].Length;
    }

    /// <summary>The names, in order.</summary>
    public IReadOnlyList<string> Names => field ??= Array.AsReadOnly(_names);

    /// <summary>Values in each column.</summary>
    public int Rows { get; }

    /// <summary>Columns.</summary>
    public int ColumnCount => _columns.Length;

    /// <summary>The values of one column, oldest first; those that came in double precision are rounded to single precision here, and only here.</summary>
    /// <exception cref="ArgumentException">There is no column of that name.</exception>
    public ReadOnlyMemory<float> this[string name] => _columns[IndexOf(name)];

    /// <summary>A table of the given columns.</summary>
    /// <param name="columns">At least one; distinct names; equal lengths, at least 1; finite values.</param>
    /// <exception cref="ArgumentException">Names or lengths do not fit, or a value is NaN or infinite: its row and column are named.</exception>
    public static SeriesTable Of(params (string Name, ReadOnlyMemory<float> Values)[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Length == 0)
        {
            throw new ArgumentException("A table needs at least one column.", nameof(columns));
        }

        string[] names = new string[columns.Length];
        ReadOnlyMemory<float>[] values = new ReadOnlyMemory<float>[columns.Length];
        for (int i = 0; i < columns.Length; i++)
        {
            (names[i], values[i]) = columns[i];
            CheckName(names, i);
            CheckLength(columns, i);
            CheckFinite(values[i].Span, names[i]);
        }

        return new SeriesTable(names, values, new ReadOnlyMemory<double>[names.Length]);
    }

    /// <summary>
    /// A table of the given columns in double precision. What is made of them is rounded to single precision behind the scaling, so that large readings (a counter, a
    /// timestamp) keep their differences. The values are copied where single precision does not hold them.
    /// </summary>
    /// <param name="columns">At least one; distinct names; equal lengths, at least 1; finite values within the range of a float.</param>
    /// <exception cref="ArgumentException">
    /// Names or lengths do not fit, or a value is NaN, infinite or beyond the range of a float: its row and column are named.
    /// </exception>
    public static SeriesTable Of(params (string Name, double[] Values)[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        SeriesTable rounded = Of(Array.ConvertAll(columns, column => (column.Name, (ReadOnlyMemory<float>)ToSingle(column.Values, nameof(columns)))));
        return new SeriesTable(rounded._names, rounded._columns, Array.ConvertAll(columns, column => ExactlyIfRounded(column.Values)));
    }

    /// <summary>A table of the given columns in lists, which are copied. Arrays and memory are taken without a copy.</summary>
    /// <inheritdoc cref="Of(ValueTuple{string, ReadOnlyMemory{float}}[])"/>
    [OverloadResolutionPriority(-1)]
    public static SeriesTable Of(params (string Name, IReadOnlyList<float> Values)[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return Of(Array.ConvertAll(columns, column => (column.Name, (ReadOnlyMemory<float>)CopyOf(column.Values))));
    }

    /// <summary>A table of the given columns of double precision in lists, which are copied.</summary>
    /// <inheritdoc cref="Of(ValueTuple{string, double[]}[])"/>
    [OverloadResolutionPriority(-1)]
    public static SeriesTable Of(params (string Name, IReadOnlyList<double> Values)[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return Of(Array.ConvertAll(columns, column => (column.Name, CopyOf(column.Values))));
    }

    /// <summary>The last rows apart from those before them.</summary>
    /// <param name="testRows">Rows of the second part, 1 to <see cref="Rows"/> − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">One of the parts would be empty.</exception>
    public (SeriesTable Training, SeriesTable Test) SplitByTime(int testRows)
    {
        if (testRows < 1 || testRows >= Rows)
        {
            throw new ArgumentOutOfRangeException(
                nameof(testRows), testRows, $"A table of {Rows} rows can give away 1 to {Rows - 1} of them for the test.");
        }

        return (Slice(0, Rows - testRows), Slice(Rows - testRows, testRows));
    }

    /// <summary>Some consecutive rows, without a copy.</summary>
    /// <param name="start">The first row, counted from 0.</param>
    /// <param name="count">Rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rows are not all in the table.</exception>
    public SeriesTable Slice(int start, int count)
    {
        if (start < 0 || count < 1 || start > Rows - count)
        {
            throw new ArgumentOutOfRangeException(nameof(start), $"Rows {start} to {start + (long)count - 1} of a table with rows 0 to {Rows - 1}.");
        }

        return new SeriesTable(
            _names, Array.ConvertAll(_columns, column => column.Slice(start, count)), Array.ConvertAll(_exact, column => column.IsEmpty ? column : column.Slice(start, count)))
        {
            _times = _times.IsEmpty ? default : _times.Slice(start, count),
        };
    }

    /// <summary>Rows, columns and their names.</summary>
    public override string ToString() => $"{ModelSummary.Count(Rows, "row")} × {ModelSummary.Count(ColumnCount, "column")}: {ModelSummary.List(_names)}";

    internal static float[] ToSingle(double[] values, string parameter)
    {
        ArgumentNullException.ThrowIfNull(values, parameter);
        return Array.ConvertAll(values, value => (float)value);
    }

    /// <summary>Whether single precision does not hold the values of a column.</summary>
    internal bool IsExact(int index) => !_exact[index].IsEmpty;

    /// <summary>The values of a column before they were rounded.</summary>
    internal double[] Exactly(int index, int start, int count)
    {
        if (IsExact(index)) return _exact[index].Slice(start, count).ToArray();
        double[] widened = new double[count];
        Widen(_columns[index].Span.Slice(start, count), widened);
        return widened;
    }

    /// <summary>One value of a column before it was rounded.</summary>
    internal double Exactly(int index, int row) => IsExact(index) ? _exact[index].Span[row] : _columns[index].Span[row];

    /// <summary>Floats as doubles.</summary>
    internal static void Widen(ReadOnlySpan<float> values, Span<double> widened)
    {
        for (int i = 0; i < values.Length; i++)
        {
            widened[i] = values[i];
        }
    }

    private static T[] CopyOf<T>(IReadOnlyList<T> values)
    {
        ArgumentNullException.ThrowIfNull(values, "columns");
        return [.. values];
    }

    private static ReadOnlyMemory<double> ExactlyIfRounded(double[] values) =>
        Array.TrueForAll(values, value => (float)value == value) ? default : new ReadOnlyMemory<double>([.. values]);

    internal ReadOnlySpan<float> Column(int index) => _columns[index].Span;

    internal ReadOnlyMemory<float> ColumnMemory(int index) => _columns[index];

    internal int IndexOf(string name, string parameter = "name")
    {
        int index = Array.IndexOf(_names, name);
        return index >= 0
            ? index
            : throw new ArgumentException($"There is no column '{name}'. The table has: {string.Join(", ", _names)}.", parameter);
    }

    /// <summary>The columns side by side, row by row; one column alone is not copied.</summary>
    /// <param name="columns">Indices of columns.</param>
    /// <param name="shifts">For each column, the row its first value comes from.</param>
    /// <param name="rows">Rows to lay out.</param>
    internal ReadOnlyMemory<float> Interleave(ReadOnlySpan<int> columns, ReadOnlySpan<int> shifts, int rows)
    {
        if (columns.Length == 1)
        {
            return _columns[columns[0]].Slice(shifts[0], rows);
        }

        float[] laid = new float[checked(rows * columns.Length)];
        for (int c = 0; c < columns.Length; c++)
        {
            ReadOnlySpan<float> values = Column(columns[c]).Slice(shifts[c], rows);
            for (int row = 0; row < rows; row++)
            {
                laid[row * columns.Length + c] = values[row];
            }
        }

        return laid;
    }

    /// <summary>As <see cref="Interleave"/>, before the values were rounded; empty where single precision holds those of all columns.</summary>
    internal ReadOnlyMemory<double> InterleaveExactly(ReadOnlySpan<int> columns, ReadOnlySpan<int> shifts, int rows)
    {
        bool any = false;
        foreach (int column in columns) any |= IsExact(column);
        if (!any) return default;
        double[] laid = new double[checked(rows * columns.Length)];
        for (int c = 0; c < columns.Length; c++)
        {
            double[] values = Exactly(columns[c], shifts[c], rows);
            for (int row = 0; row < rows; row++)
            {
                laid[row * columns.Length + c] = values[row];
            }
        }

        return laid;
    }

    private static void CheckName(string[] names, int index)
    {
        if (string.IsNullOrEmpty(names[index]))
        {
            throw new ArgumentException($"Column {index} has no name.", "columns");
        }

        if (Array.IndexOf(names, names[index], 0, index) >= 0)
        {
            throw new ArgumentException($"Two columns are called '{names[index]}'.", "columns");
        }
    }

    private static void CheckLength((string Name, ReadOnlyMemory<float> Values)[] columns, int index)
    {
        if (columns[index].Values.IsEmpty)
        {
            throw new ArgumentException($"Column '{columns[index].Name}' has no values.", nameof(columns));
        }

        if (columns[index].Values.Length != columns[0].Values.Length)
        {
            throw new ArgumentException(
                $"Column '{columns[index].Name}' has {columns[index].Values.Length} values, column '{columns[0].Name}' has " +
                $"{columns[0].Values.Length}: all columns need the same number.",
                nameof(columns));
        }
    }

    private static void CheckFinite(ReadOnlySpan<float> values, string name)
    {
        for (int row = 0; row < values.Length; row++)
        {
            if (!float.IsFinite(values[row]))
            {
                throw new ArgumentException(
                    $"Expected finite values, but row {row} of column '{name}' is {Finite.Describe(values[row])}. Fill in or leave out such rows first.", "columns");
            }
        }
    }
}

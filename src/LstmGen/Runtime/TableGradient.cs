using System.ComponentModel;
using System.Runtime.CompilerServices;
using LstmGen.Kernels;

namespace LstmGen.Runtime;

/// <summary>
/// The gradient of a table of which a batch uses few rows. It holds those rows alone, in the order in which they first came, so that clearing, adding
/// and bringing into order cost what was used and not what there is.
/// </summary>
/// <param name="table">The table.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class TableGradient(TableDescription table)
{
    // For each row of the table its place among the rows used, from 1; 0 where it is not used.
    private readonly int[] _places = new int[table.Rows];
    private int[] _rows = [];
    private float[] _values = [];

    /// <summary>Rows used.</summary>
    public int Count { get; private set; }

    /// <summary>Makes room, so that adding so many times allocates nothing.</summary>
    /// <param name="times">How often a row will be added at most.</param>
    public void Reserve(long times)
    {
        int rows = (int)Math.Min(table.Rows, times);
        if (_rows.Length >= rows) return;
        Array.Resize(ref _rows, rows);
        Array.Resize(ref _values, checked(rows * table.Width));
    }

    /// <summary>Forgets every row.</summary>
    public void Clear()
    {
        foreach (int row in _rows.AsSpan(0, Count))
        {
            _places[row] = 0;
        }

        Count = 0;
    }

    /// <summary>Adds to a row.</summary>
    /// <param name="row">Of the table.</param>
    /// <param name="gradient">The first of as many values as a row has.</param>
    /// <remarks>For generated code: no bounds are checked.</remarks>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void Add(int row, ref float gradient)
    {
        int place = _places[row];
        if (place > 0)
        {
            RowOps.Add(ref _values[(place - 1) * table.Width], ref gradient, table.Width);
            return;
        }

        if (Count == _rows.Length) Reserve(Math.Max(16L, 2L * Count));
        _rows[Count] = row;
        RowOps.Copy(ref _values[Count * table.Width], ref gradient, table.Width);
        _places[row] = ++Count;
    }

    /// <summary>Adds all rows of another, in its order.</summary>
    public void Add(TableGradient other)
    {
        for (int i = 0; i < other.Count; i++)
        {
            Add(other._rows[i], ref other._values[i * table.Width]);
        }
    }

    /// <summary>Writes the rows used into the flat gradient.</summary>
    public void CopyTo(Span<float> gradient)
    {
        for (int i = 0; i < Count; i++)
        {
            _values.AsSpan(i * table.Width, table.Width).CopyTo(Row(gradient, i));
        }
    }

    /// <summary>Zeroes the rows used in the flat gradient.</summary>
    public void Erase(Span<float> gradient)
    {
        for (int i = 0; i < Count; i++)
        {
            Row(gradient, i).Clear();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<float> Row(Span<float> gradient, int place) => gradient.Slice(table.Offset + _rows[place] * table.Width, table.Width);
}

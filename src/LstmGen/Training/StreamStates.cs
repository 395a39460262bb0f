namespace LstmGen;

/// <summary>What each of several streams carries from its last window to its next. Rows of different tiles may be read and written at once.</summary>
/// <param name="length">Floats of one stream.</param>
/// <param name="values">Those of all streams, one after another.</param>
internal sealed class StreamStates(int length, float[] values)
{
    private readonly float[] _values = values;
    private float[]? _kept;

    /// <summary>Streams that begin.</summary>
    /// <param name="length">Floats of one stream.</param>
    /// <param name="streams">How many.</param>
    public StreamStates(int length, int streams)
        : this(length, new float[checked(length * streams)])
    {
    }

    /// <summary>All of them, stream after stream.</summary>
    public float[] Values => _values;

    /// <summary>How many streams there are.</summary>
    public int Count => _values.Length / length;

    /// <summary>All streams begin anew.</summary>
    public void Reset() => _values.AsSpan().Clear();

    /// <summary>One stream begins anew.</summary>
    public void Reset(int stream) => _values.AsSpan(stream * length, length).Clear();

    /// <summary>The streams whose next windows begin a sequence begin anew.</summary>
    /// <param name="windows">The windows.</param>
    /// <param name="order">Their order in batches.</param>
    /// <param name="first">The place of the batch's first window in that order.</param>
    /// <param name="rows">Windows of the batch.</param>
    public void ResetWhere(WindowDataset windows, int[] order, int first, int rows)
    {
        for (int row = 0; row < rows; row++)
        {
            if (windows.Begins(order[first + row])) Reset(row);
        }
    }

    /// <summary>Remembers all streams as they are, for <see cref="Restore"/>. Allocates nothing after the first time.</summary>
    public void Keep() => _values.CopyTo(_kept ??= new float[_values.Length], 0);

    /// <summary>All streams are as they were when <see cref="Keep"/> was called.</summary>
    public void Restore() => _kept!.CopyTo(_values, 0);

    /// <summary>Copies some streams into a tile; its further rows are zero.</summary>
    public void Load(Span<float> states, int first, int rows)
    {
        _values.AsSpan(first * length, rows * length).CopyTo(states);
        states[(rows * length)..].Clear();
    }

    /// <summary>Takes over what the rows of a tile ended with.</summary>
    public void Store(ReadOnlySpan<float> states, int first, int rows) => states[..(rows * length)].CopyTo(_values.AsSpan(first * length));
}

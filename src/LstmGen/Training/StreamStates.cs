namespace LstmGen;

/// <summary>What each of several streams carries from its last window to its next. Rows of different tiles may be read and written at once.</summary>
/// <param name="length">Floats of one stream.</param>
/// <param name="streams">How many.</param>
internal sealed class StreamStates(int length, int streams)
{
    private readonly float[] _values = new float[checked(length * streams)];

    /// <summary>How many streams there are.</summary>
    public int Count => streams;

    /// <summary>All streams begin anew.</summary>
    public void Reset() => _values.AsSpan().Clear();

    /// <summary>Copies some streams into a tile; its further rows are zero.</summary>
    public void Load(Span<float> states, int first, int rows)
    {
        _values.AsSpan(first * length, rows * length).CopyTo(states);
        states[(rows * length)..].Clear();
    }

    /// <summary>Takes over what the rows of a tile ended with.</summary>
    public void Store(ReadOnlySpan<float> states, int first, int rows) => states[..(rows * length)].CopyTo(_values.AsSpan(first * length));
}

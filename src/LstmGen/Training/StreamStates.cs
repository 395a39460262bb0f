namespace LstmGen;

/// <summary>What each of several streams carries from its last window to its next. Rows of different tiles may be read and written at once.</summary>
/// <param name="length">Floats of one stream.</param>
/// <param name="streams">How many.</param>
internal sealed class StreamStates(int length, int streams)
{
    private readonly float[] _values = new float[checked(length * streams)];
    private float[]? _kept;

    /// <summary>How many streams there are.</summary>
    public int Count => streams;

    /// <summary>All streams begin anew.</summary>
    public void Reset() => _values.AsSpan().Clear();

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

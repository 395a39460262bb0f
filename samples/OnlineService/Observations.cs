namespace OnlineService;

/// <summary>The latest values of the series. Any number of threads may add and read.</summary>
internal sealed class Observations
{
    /// <summary>As many as training looks back over.</summary>
    private const int Most = 2_000;

    private readonly Lock _gate = new();
    private readonly List<float> _values = [];
    private int _unread;

    /// <summary>All that came, those included that are no longer kept.</summary>
    public int Count { get; private set; }

    /// <returns>How many came since the last training began.</returns>
    public int Add(float[] values)
    {
        using Lock.Scope gate = _gate.EnterScope();
        _values.AddRange(values);
        if (_values.Count > Most) _values.RemoveRange(0, _values.Count - Most);
        Count += values.Length;
        return _unread += values.Length;
    }

    /// <summary>The last values; null where there are not as many.</summary>
    public float[]? Last(int count)
    {
        using Lock.Scope gate = _gate.EnterScope();
        return _values.Count < count ? null : [.. _values[^count..]];
    }

    /// <summary>All that are kept, to learn from.</summary>
    public float[] ToLearn()
    {
        using Lock.Scope gate = _gate.EnterScope();
        _unread = 0;
        return [.. _values];
    }
}

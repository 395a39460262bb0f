namespace LstmGen;

/// <summary>The scales of some columns side by side, and the arithmetic with them.</summary>
/// <remarks>
/// Offsets and scales that a float holds were fitted to floats: with them, floats are scaled in single precision. Everything else is scaled in double precision and
/// rounded once, behind the scaling.
/// </remarks>
internal sealed class ScaleColumns
{
    private readonly double[] _offsets;
    private readonly double[] _scales;
    private readonly float[] _singleOffsets;
    private readonly float[] _singleScales;

    public ScaleColumns(double[] offsets, double[] scales)
    {
        _offsets = offsets;
        _scales = scales;
        _singleOffsets = Array.ConvertAll(offsets, value => (float)value);
        _singleScales = Array.ConvertAll(scales, value => (float)value);
        IsSingle = Holds(offsets) && Holds(scales);
    }

    public int Count => _offsets.Length;

    public ReadOnlySpan<double> Offsets => _offsets;

    public ReadOnlySpan<double> Scales => _scales;

    /// <summary>Whether floats hold all offsets and scales.</summary>
    public bool IsSingle { get; }

    public void Scale(ReadOnlySpan<float> from, Span<float> to)
    {
        CheckLengths(from.Length, to.Length, Count);
        for (int row = 0; row < from.Length; row += Count)
        {
            for (int column = 0; column < Count; column++)
            {
                to[row + column] = Scale(from[row + column], column);
            }
        }
    }

    public void Scale(ReadOnlySpan<double> from, Span<float> to)
    {
        CheckLengths(from.Length, to.Length, Count);
        for (int row = 0; row < from.Length; row += Count)
        {
            for (int column = 0; column < Count; column++)
            {
                to[row + column] = Scale(from[row + column], column);
            }
        }
    }

    public void Unscale(ReadOnlySpan<float> from, Span<float> to)
    {
        CheckLengths(from.Length, to.Length, Count);
        for (int row = 0; row < from.Length; row += Count)
        {
            for (int column = 0; column < Count; column++)
            {
                to[row + column] = Unscale(from[row + column], column);
            }
        }
    }

    public void Unscale(ReadOnlySpan<float> from, Span<double> to)
    {
        CheckLengths(from.Length, to.Length, Count);
        for (int row = 0; row < from.Length; row += Count)
        {
            for (int column = 0; column < Count; column++)
            {
                to[row + column] = UnscaleExactly(from[row + column], column);
            }
        }
    }

    public float Scale(float value, int column) => IsSingle
        ? (value - _singleOffsets[column]) / _singleScales[column]
        : (float)((value - _offsets[column]) / _scales[column]);

    /// <summary>A double that is a float has the bits of the float.</summary>
    public float Scale(double value, int column) => IsSingle && (float)value == value
        ? Scale((float)value, column)
        : (float)((value - _offsets[column]) / _scales[column]);

    public float Unscale(float value, int column) => IsSingle
        ? value * _singleScales[column] + _singleOffsets[column]
        : (float)(value * _scales[column] + _offsets[column]);

    public double UnscaleExactly(float value, int column) => value * _scales[column] + _offsets[column];

    /// <summary>A distance between two values, such as a spread, knows no offset.</summary>
    public float UnscaleDistance(float value, int column) => IsSingle ? value * _singleScales[column] : (float)(value * _scales[column]);

    public double UnscaleDistanceExactly(float value, int column) => value * _scales[column];

    private static bool Holds(double[] values) => Array.TrueForAll(values, value => (float)value == value);

    private static void CheckLengths(int from, int to, int columns)
    {
        if (from % columns != 0)
        {
            throw new ArgumentException($"Expected whole rows of {columns} values, but got {from} values.", nameof(from));
        }

        if (to != from)
        {
            throw new ArgumentException($"Expected room for {from} values, but got {to}.", nameof(to));
        }
    }
}

namespace LstmGen;

/// <summary>
/// Scales each column by an offset and a scale, (x − offset) / scale, and takes it back. It belongs to a model: fitted on the training span
/// only, saved with the weights, inverted on output.
/// </summary>
public sealed class Scaler
{
    private readonly float[] _inputOffsets;
    private readonly float[] _inputScales;
    private readonly float[] _outputOffsets;
    private readonly float[] _outputScales;

    internal Scaler(Scaling kind, float[] inputOffsets, float[] inputScales, float[] outputOffsets, float[] outputScales)
    {
        Kind = kind;
        _inputOffsets = inputOffsets;
        _inputScales = inputScales;
        _outputOffsets = outputOffsets;
        _outputScales = outputScales;
    }

    /// <summary>How the offsets and scales were found.</summary>
    public Scaling Kind { get; }

    /// <summary>Features of an input step.</summary>
    public int InputColumns => _inputOffsets.Length;

    /// <summary>Values of an output step.</summary>
    public int OutputColumns => _outputOffsets.Length;

    /// <summary>What is subtracted from each feature.</summary>
    public ReadOnlySpan<float> InputOffsets => _inputOffsets;

    /// <summary>What each feature is divided by; never 0.</summary>
    public ReadOnlySpan<float> InputScales => _inputScales;

    /// <summary>What is subtracted from each target column.</summary>
    public ReadOnlySpan<float> OutputOffsets => _outputOffsets;

    /// <summary>What each target column is divided by; never 0.</summary>
    public ReadOnlySpan<float> OutputScales => _outputScales;

    /// <summary>Fits a scaler to the span of the given windows: every row from the first input to the last target, and no other.</summary>
    /// <remarks>
    /// A column that never changes has the scale 1, and so has one whose spread as measured is 0 (more than half of its values equal, with
    /// <see cref="Scaling.Robust"/>). A column that is both seen and predicted has one scale for both.
    /// </remarks>
    /// <param name="scaling">How. <see cref="Scaling.None"/> gives offsets 0 and scales 1.</param>
    /// <param name="training">The windows to train on, without any of the test.</param>
    /// <exception cref="ArgumentException">The spread of a column is beyond the range of a float.</exception>
    public static Scaler Fit(Scaling scaling, WindowDataset training)
    {
        ArgumentNullException.ThrowIfNull(training);
        ColumnScale[] inputs = new ColumnScale[training.Features];
        ColumnScale[] outputs = new ColumnScale[training.TargetColumns];
        training.FitColumns(scaling, inputs, outputs);
        return new Scaler(
            scaling,
            Array.ConvertAll(inputs, column => column.Offset), Array.ConvertAll(inputs, column => column.Scale),
            Array.ConvertAll(outputs, column => column.Offset), Array.ConvertAll(outputs, column => column.Scale));
    }

    /// <summary>Scales input rows.</summary>
    /// <param name="values">Whole rows of <see cref="InputColumns"/> values.</param>
    /// <param name="scaled">As long; may be the same memory.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void ScaleInput(ReadOnlySpan<float> values, Span<float> scaled) => Scale(values, scaled, _inputOffsets, _inputScales);

    /// <summary>Takes input rows back to their units.</summary>
    /// <param name="scaled">Whole rows of <see cref="InputColumns"/> values.</param>
    /// <param name="values">As long; may be the same memory.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void UnscaleInput(ReadOnlySpan<float> scaled, Span<float> values) => Unscale(scaled, values, _inputOffsets, _inputScales);

    /// <summary>Scales target rows.</summary>
    /// <param name="values">Whole rows of <see cref="OutputColumns"/> values.</param>
    /// <param name="scaled">As long; may be the same memory.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void ScaleOutput(ReadOnlySpan<float> values, Span<float> scaled) => Scale(values, scaled, _outputOffsets, _outputScales);

    /// <summary>Takes output rows back to their units.</summary>
    /// <param name="scaled">Whole rows of <see cref="OutputColumns"/> values.</param>
    /// <param name="values">As long; may be the same memory.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void UnscaleOutput(ReadOnlySpan<float> scaled, Span<float> values) => Unscale(scaled, values, _outputOffsets, _outputScales);

    private static void Scale(ReadOnlySpan<float> from, Span<float> to, float[] offsets, float[] scales)
    {
        CheckLengths(from, to, offsets.Length);
        for (int row = 0; row < from.Length; row += offsets.Length)
        {
            for (int column = 0; column < offsets.Length; column++)
            {
                to[row + column] = (from[row + column] - offsets[column]) / scales[column];
            }
        }
    }

    private static void Unscale(ReadOnlySpan<float> from, Span<float> to, float[] offsets, float[] scales)
    {
        CheckLengths(from, to, offsets.Length);
        for (int row = 0; row < from.Length; row += offsets.Length)
        {
            for (int column = 0; column < offsets.Length; column++)
            {
                to[row + column] = from[row + column] * scales[column] + offsets[column];
            }
        }
    }

    private static void CheckLengths(ReadOnlySpan<float> from, Span<float> to, int columns)
    {
        if (from.Length % columns != 0)
        {
            throw new ArgumentException($"Expected whole rows of {columns} values, found {from.Length} values.", nameof(from));
        }

        if (to.Length != from.Length)
        {
            throw new ArgumentException($"Expected room for {from.Length} values, found {to.Length}.", nameof(to));
        }
    }
}

using LstmGen.Inspection;

namespace LstmGen;

/// <summary>
/// Scales each column by an offset and a scale, (x − offset) / scale, and takes it back. It belongs to a model: fitted on the training span
/// only, saved with the weights, inverted on output.
/// </summary>
public sealed class Scaler
{
    internal Scaler(Scaling kind, double[] inputOffsets, double[] inputScales, double[] outputOffsets, double[] outputScales)
    {
        Kind = kind;
        Inputs = new ScaleColumns(inputOffsets, inputScales);
        Outputs = new ScaleColumns(outputOffsets, outputScales);
    }

    /// <summary>How the offsets and scales were found.</summary>
    public Scaling Kind { get; }

    /// <summary>Features of an input step.</summary>
    public int InputColumns => Inputs.Count;

    /// <summary>Values of an output step.</summary>
    public int OutputColumns => Outputs.Count;

    /// <summary>What is subtracted from each feature.</summary>
    public ReadOnlySpan<double> InputOffsets => Inputs.Offsets;

    /// <summary>What each feature is divided by; never 0.</summary>
    public ReadOnlySpan<double> InputScales => Inputs.Scales;

    /// <summary>What is subtracted from each target column.</summary>
    public ReadOnlySpan<double> OutputOffsets => Outputs.Offsets;

    /// <summary>What each target column is divided by; never 0.</summary>
    public ReadOnlySpan<double> OutputScales => Outputs.Scales;

    internal ScaleColumns Inputs { get; }

    internal ScaleColumns Outputs { get; }

    /// <summary>Whether floats hold all offsets and scales: those of a scaler that was fitted to floats.</summary>
    internal bool IsSingle => Inputs.IsSingle && Outputs.IsSingle;

    /// <summary>Fits a scaler to the span of the given windows: every row from the first input to the last target, and no other.</summary>
    /// <remarks>
    /// What lies past the length of a window (<see cref="WindowDataset.WithLengths(ReadOnlyMemory{int})"/>) is not counted, unless another window shows it.
    /// A column that never changes has the scale 1, and so has one whose spread as measured is 0 (more than half of its values equal, with
    /// <see cref="Scaling.Robust"/>). A column that is both seen and predicted has one scale for both.
    /// </remarks>
    /// <param name="scaling">How. <see cref="Scaling.None"/> gives offsets 0 and scales 1.</param>
    /// <param name="training">The windows to train on, without any of the test.</param>
    /// <exception cref="ArgumentException">The spread of a column is beyond the range of a float.</exception>
    public static Scaler Fit(Scaling scaling, WindowDataset training) => Fit(scaling, training, validTargetSteps: null);

    /// <param name="scaling">How.</param>
    /// <param name="training">The windows.</param>
    /// <param name="validTargetSteps">The steps of a window's target that count, for targets at every step; null for what the shapes say.</param>
    internal static Scaler Fit(Scaling scaling, WindowDataset training, Func<int, int>? validTargetSteps)
    {
        ArgumentNullException.ThrowIfNull(training);
        ColumnScale[] inputs = new ColumnScale[training.Features];
        ColumnScale[] outputs = new ColumnScale[training.TargetColumns];
        training.FitColumns(scaling, validTargetSteps, inputs, outputs);
        return new Scaler(
            scaling,
            Array.ConvertAll(inputs, column => column.Offset), Array.ConvertAll(inputs, column => column.Scale),
            Array.ConvertAll(outputs, column => column.Offset), Array.ConvertAll(outputs, column => column.Scale));
    }

    /// <summary>The scaler that changes nothing: offsets 0 and scales 1.</summary>
    /// <param name="inputColumns">Features of an input step, at least 1.</param>
    /// <param name="outputColumns">Values of an output step, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public static Scaler Identity(int inputColumns, int outputColumns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputColumns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputColumns, 1);
        return new(
            Scaling.None, new double[inputColumns], [.. Enumerable.Repeat(1.0, inputColumns)], new double[outputColumns], [.. Enumerable.Repeat(1.0, outputColumns)]);
    }

    /// <summary>Scales input rows.</summary>
    /// <param name="values">Whole rows of <see cref="InputColumns"/> values.</param>
    /// <param name="scaled">As long; may be the same memory.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void ScaleInput(ReadOnlySpan<float> values, Span<float> scaled) => Inputs.Scale(values, scaled);

    /// <summary>Scales input rows in double precision, and rounds what comes out: large values keep their differences.</summary>
    /// <param name="values">Whole rows of <see cref="InputColumns"/> values.</param>
    /// <param name="scaled">As long.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void ScaleInput(ReadOnlySpan<double> values, Span<float> scaled) => Inputs.Scale(values, scaled);

    /// <summary>Takes input rows back to their units.</summary>
    /// <param name="scaled">Whole rows of <see cref="InputColumns"/> values.</param>
    /// <param name="values">As long; may be the same memory.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void UnscaleInput(ReadOnlySpan<float> scaled, Span<float> values) => Inputs.Unscale(scaled, values);

    /// <summary>Takes input rows back to their units, in double precision.</summary>
    /// <param name="scaled">Whole rows of <see cref="InputColumns"/> values.</param>
    /// <param name="values">As long.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void UnscaleInput(ReadOnlySpan<float> scaled, Span<double> values) => Inputs.Unscale(scaled, values);

    /// <summary>Scales target rows.</summary>
    /// <param name="values">Whole rows of <see cref="OutputColumns"/> values.</param>
    /// <param name="scaled">As long; may be the same memory.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void ScaleOutput(ReadOnlySpan<float> values, Span<float> scaled) => Outputs.Scale(values, scaled);

    /// <summary>Scales target rows in double precision, and rounds what comes out.</summary>
    /// <param name="values">Whole rows of <see cref="OutputColumns"/> values.</param>
    /// <param name="scaled">As long.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void ScaleOutput(ReadOnlySpan<double> values, Span<float> scaled) => Outputs.Scale(values, scaled);

    /// <summary>Takes output rows back to their units.</summary>
    /// <param name="scaled">Whole rows of <see cref="OutputColumns"/> values.</param>
    /// <param name="values">As long; may be the same memory.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void UnscaleOutput(ReadOnlySpan<float> scaled, Span<float> values) => Outputs.Unscale(scaled, values);

    /// <summary>Takes output rows back to their units, in double precision.</summary>
    /// <param name="scaled">Whole rows of <see cref="OutputColumns"/> values.</param>
    /// <param name="values">As long.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public void UnscaleOutput(ReadOnlySpan<float> scaled, Span<double> values) => Outputs.Unscale(scaled, values);

    /// <summary>How many columns, and what happens to the first of them: <c>Standard, 1 input column and 1 target column; inputs (x - 20000) / 3041.5; …</c>.</summary>
    public override string ToString() =>
        $"{Kind}, {ModelSummary.Count(InputColumns, "input column")} and {ModelSummary.Count(OutputColumns, "target column")}; " +
        $"inputs {Columns(InputOffsets, InputScales)}; targets {Columns(OutputOffsets, OutputScales)}";

    private static string Columns(ReadOnlySpan<double> offsets, ReadOnlySpan<double> scales) =>
        ModelSummary.List(offsets.ToArray().Zip(scales.ToArray(), (offset, scale) => FormattableString.Invariant($"(x - {offset:G6}) / {scale:G6}")), most: 3);
}

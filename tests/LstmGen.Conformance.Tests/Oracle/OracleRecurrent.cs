namespace LstmGen.Conformance.Oracle;

/// <summary>
/// A layer of cells, in one direction or in both. With both, the outputs are merged: step by step when the sequence
/// is passed on; else the forward state after the last step and the backward state after reading step 0.
/// </summary>
internal abstract class OracleRecurrent : OracleLayer
{
    public bool Bidirectional { get; init; }

    public OracleMerge Merge { get; init; }

    public bool ReturnSequences { get; init; }

    /// <summary>Whether the one step of two directions is the last of the sequence: the backward direction then reads that alone.</summary>
    public bool AtLastStep { get; init; }

    /// <summary>Of the input; null in prediction.</summary>
    public OracleMasks? InputMasks { get; init; }

    /// <summary>Of h(t−1); null in prediction.</summary>
    public OracleMasks? RecurrentMasks { get; init; }

    /// <summary>The width of h.</summary>
    public abstract int Width { get; }

    /// <summary>The gates that read h(t−1) through masks of their own.</summary>
    protected abstract int Gates { get; }

    /// <summary>Of one direction, in canonical order.</summary>
    protected abstract IReadOnlyList<OracleTensor> CellTensors(int inputs);

    /// <summary>Reads a window from its first element to its last.</summary>
    /// <param name="input">The steps in reading order.</param>
    /// <param name="inputs">Values of a step.</param>
    /// <param name="parameters">Of the direction.</param>
    /// <param name="inputMask">Factors of the input, the same at every step; null for none.</param>
    /// <param name="recurrentMasks">Factors of h(t−1) for each gate, the same at every step; null for none.</param>
    protected abstract IOracleCells Run(double[][] input, int inputs, double[] parameters, double[]? inputMask, double[][]? recurrentMasks);

    public override OracleShape Output(OracleShape input) =>
        new(ReturnSequences ? input.Steps : 1, Bidirectional && Merge == OracleMerge.Concat ? 2 * Width : Width);

    public override IReadOnlyList<OracleTensor> Tensors(OracleShape input)
    {
        IReadOnlyList<OracleTensor> tensors = CellTensors(input.Values);
        return !Bidirectional ? tensors : [.. Prefixed("forward."), .. Prefixed("backward.")];

        IEnumerable<OracleTensor> Prefixed(string prefix) => tensors.Select(tensor => tensor with { Name = prefix + tensor.Name });
    }

    public override OraclePass Forward(OracleRun run)
    {
        int inputs = run.Shape.Values, count = CellTensors(inputs).Count();
        IOracleCells Read(double[][] input, int direction) => Run(
            input, inputs, run.Parameters[(direction * count)..((direction + 1) * count)],
            InputMasks?.Invoke(new(OracleMaskKind.Input, run.Row, direction, inputs)),
            RecurrentMasks is null
                ? null
                : [.. Enumerable.Range(0, Gates).Select(gate => RecurrentMasks(new(OracleMaskKind.Recurrent, run.Row, direction * Gates + gate, Width)))]);

        IOracleCells forward = Read(run.Input, 0);
        IOracleCells? backward = Bidirectional ? Read(AtLastStep && !ReturnSequences ? [run.Input[^1]] : [.. run.Input.Reverse()], 1) : null;
        int steps = ReturnSequences ? run.Steps : 1;
        return new OracleRecurrentPass(this, count)
        {
            Output = [.. Enumerable.Range(0, steps).Select(step => OracleRecurrentPass.Merge(this, forward, backward, step))],
            ForwardCells = forward,
            BackwardCells = backward,
        };
    }
}

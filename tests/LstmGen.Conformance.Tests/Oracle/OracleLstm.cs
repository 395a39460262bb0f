namespace LstmGen.Conformance.Oracle;

/// <summary>
/// A layer of LSTM cells, in one direction or in both. With both, the outputs are merged: step by step when the sequence
/// is passed on; else the forward state after the last step and the backward state after reading step 0.
/// </summary>
internal sealed class OracleLstm(int units) : OracleLayer
{
    public Activation Activation { get; init; } = Activation.Tanh;

    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    public bool UseBias { get; init; } = true;

    public bool Bidirectional { get; init; }

    public OracleMerge Merge { get; init; }

    public bool ReturnSequences { get; init; }

    public bool Peepholes { get; init; }

    public bool CoupledGates { get; init; }

    public bool LearnedInitialState { get; init; }

    /// <summary>The width of h when it is projected, else 0.</summary>
    public int Projection { get; init; }

    /// <summary>Of the input; null in prediction.</summary>
    public OracleMasks? InputMasks { get; init; }

    /// <summary>Of h(t−1); null in prediction.</summary>
    public OracleMasks? RecurrentMasks { get; init; }

    public override OracleShape Output(OracleShape input)
    {
        int width = Projection > 0 ? Projection : units;
        return new(ReturnSequences ? input.Steps : 1, Bidirectional && Merge == OracleMerge.Concat ? 2 * width : width);
    }

    public override IReadOnlyList<OracleTensor> Tensors(OracleShape input)
    {
        IReadOnlyList<OracleTensor> tensors = Cell(input).Tensors;
        return !Bidirectional ? tensors : [.. Prefixed("forward."), .. Prefixed("backward.")];

        IEnumerable<OracleTensor> Prefixed(string prefix) => tensors.Select(tensor => tensor with { Name = prefix + tensor.Name });
    }

    public override OraclePass Forward(OracleRun run)
    {
        OracleCell cell = Cell(run.Shape);
        int count = cell.Tensors.Count();
        OracleCellPass Read(double[][] input, int direction) => cell.Run(
            input, run.Parameters[(direction * count)..((direction + 1) * count)],
            InputMasks?.Invoke(new(OracleMaskKind.Input, run.Row, direction, cell.Inputs)),
            RecurrentMasks is null
                ? null
                : [.. cell.Gates.Select((_, gate) => RecurrentMasks(new(OracleMaskKind.Recurrent, run.Row, direction * cell.Gates.Length + gate, cell.Width)))]);

        OracleCellPass forward = Read(run.Input, 0);
        OracleCellPass? backward = Bidirectional ? Read([.. run.Input.Reverse()], 1) : null;
        int steps = ReturnSequences ? run.Steps : 1;
        return new OracleLstmPass(this, count)
        {
            Output = [.. Enumerable.Range(0, steps).Select(step => OracleLstmPass.Merge(this, forward, backward, step))],
            ForwardCells = forward,
            BackwardCells = backward,
        };
    }

    private OracleCell Cell(OracleShape input) => new()
    {
        Inputs = input.Values,
        Units = units,
        Activation = Activation,
        RecurrentActivation = RecurrentActivation,
        UseBias = UseBias,
        Peepholes = Peepholes,
        CoupledGates = CoupledGates,
        LearnedInitialState = LearnedInitialState,
        Projection = Projection,
    };
}

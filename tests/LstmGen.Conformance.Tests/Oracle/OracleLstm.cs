namespace LstmGen.Conformance.Oracle;

/// <summary>A layer of LSTM cells.</summary>
internal sealed class OracleLstm(int units) : OracleRecurrent
{
    public Activation Activation { get; init; } = Activation.Tanh;

    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    public bool UseBias { get; init; } = true;

    public bool Peepholes { get; init; }

    public bool CoupledGates { get; init; }

    public bool LearnedInitialState { get; init; }

    /// <summary>The width of h when it is projected, else 0.</summary>
    public int Projection { get; init; }

    public override int Width => Projection > 0 ? Projection : units;

    protected override int Gates => CoupledGates ? 3 : 4;

    protected override IReadOnlyList<OracleTensor> CellTensors(int inputs) => Cell(inputs).Tensors;

    protected override IOracleCells Run(double[][] input, int inputs, double[] parameters, double[]? inputMask, double[][]? recurrentMasks) =>
        Cell(inputs).Run(input, parameters, inputMask, recurrentMasks);

    private OracleCell Cell(int inputs) => new()
    {
        Inputs = inputs,
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

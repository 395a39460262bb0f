using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record LstmShape(int Units) : LayerShape
{
    public bool Bidirectional { get; init; }

    public OracleMerge Merge { get; init; }

    public bool ReturnSequences { get; init; }

    public Activation Activation { get; init; } = Activation.Tanh;

    public Activation RecurrentActivation { get; init; } = Activation.Sigmoid;

    public bool UseBias { get; init; } = true;

    public bool Peepholes { get; init; }

    public int Projection { get; init; }

    public bool LearnedInitialState { get; init; }

    public bool CoupledGates { get; init; }

    public double Dropout { get; init; }

    public double RecurrentDropout { get; init; }

    public override bool NeedsSequence => true;

    public override bool CanStep => !Bidirectional;

    public override string Attribute => Write(
        "Lstm",
        [Units],
        Option(nameof(Bidirectional), Bidirectional, false),
        Option(nameof(Merge), Merge, OracleMerge.Concat),
        Option(nameof(ReturnSequences), ReturnSequences, false),
        Option(nameof(Activation), Activation, Activation.Tanh),
        Option(nameof(RecurrentActivation), RecurrentActivation, Activation.Sigmoid),
        Option(nameof(UseBias), UseBias, true),
        Option(nameof(Peepholes), Peepholes, false),
        Option(nameof(Projection), Projection, 0),
        Option(nameof(LearnedInitialState), LearnedInitialState, false),
        Option(nameof(CoupledGates), CoupledGates, false),
        Option(nameof(Dropout), Dropout, 0),
        Option(nameof(RecurrentDropout), RecurrentDropout, 0));

    public override IEnumerable<LayerKind> Kinds => new (LayerKind Kind, bool Needed)[]
    {
        (LayerKind.Lstm, true),
        (LayerKind.Merge, Merge != OracleMerge.Concat),
        (LayerKind.Peepholes, Peepholes),
        (LayerKind.Projection, Projection > 0),
        (LayerKind.LearnedInitialState, LearnedInitialState),
        (LayerKind.CoupledGates, CoupledGates),
        (LayerKind.LstmDropout, Dropout > 0 || RecurrentDropout > 0),
    }.Where(kind => kind.Needed).Select(kind => kind.Kind);

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleLstm(Units)
    {
        Activation = Activation,
        RecurrentActivation = RecurrentActivation,
        UseBias = UseBias,
        Bidirectional = Bidirectional,
        Merge = Merge,
        ReturnSequences = ReturnSequences || sequenceNeeded,
        Peepholes = Peepholes,
        Projection = Projection,
        LearnedInitialState = LearnedInitialState,
        CoupledGates = CoupledGates,
        InputMasks = Dropout > 0 ? masks?.Invoke(Dropout) : null,
        RecurrentMasks = RecurrentDropout > 0 ? masks?.Invoke(RecurrentDropout) : null,
    };
}

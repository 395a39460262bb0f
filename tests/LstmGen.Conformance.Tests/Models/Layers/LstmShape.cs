using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record LstmShape(int Units) : LayerShape
{
    public bool Bidirectional { get; init; }

    public OracleMerge Merge { get; init; }

    public LastStep LastStep { get; init; }

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

    public override bool PassesSequence => ReturnSequences;

    public override bool DrawsMasks => Dropout > 0 || RecurrentDropout > 0;

    public override string Attribute => Write(
        "Lstm",
        [Units],
        Option(nameof(Bidirectional), Bidirectional, false),
        Option(nameof(Merge), Merge, OracleMerge.Concat),
        Option(nameof(LastStep), LastStep, LastStep.OfDirections),
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

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleLstm(Units)
    {
        Activation = Activation,
        RecurrentActivation = RecurrentActivation,
        UseBias = UseBias,
        Bidirectional = Bidirectional,
        Merge = Merge,
        ReturnSequences = ReturnSequences || sequenceNeeded,
        AtLastStep = LastStep == LastStep.OfSequence,
        Peepholes = Peepholes,
        Projection = Projection,
        LearnedInitialState = LearnedInitialState,
        CoupledGates = CoupledGates,
        InputMasks = Dropout > 0 ? masks?.Invoke(Dropout) : null,
        RecurrentMasks = RecurrentDropout > 0 ? masks?.Invoke(RecurrentDropout) : null,
    };
}

/// <summary>[Lstm] and every option of its cell.</summary>
internal sealed class LstmEntry : LayerEntry
{
    public override Standing Standing => Standing.Recurrent;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place)
    {
        int units = draw.Units(place.MostUnits);
        bool both = draw.Chance(4);
        return
        [
            new LstmShape(units)
            {
                Bidirectional = both,
                Merge = both && draw.Chance(2) ? draw.One<OracleMerge>() : OracleMerge.Concat,
                LastStep = both && draw.Chance(2) ? LastStep.OfSequence : LastStep.OfDirections,
                ReturnSequences = draw.Chance(4),
                Activation = draw.Chance(2) ? Activation.Tanh : draw.Activation(),
                RecurrentActivation = draw.Chance(2) ? Activation.Sigmoid : draw.Gate(),
                UseBias = !draw.Chance(5),
                Peepholes = draw.Chance(4),
                Projection = draw.Chance(4) ? draw.Next(1, units + 1) : 0,
                LearnedInitialState = draw.Chance(4),
                CoupledGates = draw.Chance(4),
                Dropout = draw.Chance(3) ? draw.Sizes.Rate : 0,
                RecurrentDropout = draw.Chance(3) ? draw.Sizes.Rate : 0,
            },
        ];
    }

    public override IEnumerable<(string, ModelShape)> Smooth =>
    [
        ("peepholes", Small(new LstmShape(3) { Peepholes = true, Bidirectional = true })),
        ("projection", Small(new LstmShape(4) { Projection = 2, Bidirectional = true })),
        ("learned initial state", Small(new LstmShape(3) { LearnedInitialState = true, Bidirectional = true })),
        ("coupled gates", Small(new LstmShape(3) { CoupledGates = true })),
        (
            "all variants",
            Small(new LstmShape(4) { CoupledGates = true, Peepholes = true, LearnedInitialState = true, Projection = 3, Bidirectional = true, ReturnSequences = true })
        ),
        ("merged by sum", Small(new LstmShape(3) { Bidirectional = true, Merge = OracleMerge.Sum })),
        ("merged by product", Small(new LstmShape(3) { Bidirectional = true, Merge = OracleMerge.Mul, ReturnSequences = true })),
        ("merged by average", Small(new LstmShape(3) { Bidirectional = true, Merge = OracleMerge.Average })),
        ("at the last step", Small(new LstmShape(3) { Bidirectional = true, LastStep = LastStep.OfSequence, Merge = OracleMerge.Mul, LearnedInitialState = true })),
        ("lstm dropout", Small(new LstmShape(4) { Bidirectional = true, Dropout = 0.4, RecurrentDropout = 0.3 })),
        ("lstm dropout with projection", Small(new LstmShape(4) { Projection = 3, Dropout = 0.4, RecurrentDropout = 0.3, ReturnSequences = true })),
    ];

    /// <summary>Every option alone, all of them together, both directions joined in every way, and windows so long that the backward pass goes over them in several segments.</summary>
    public override IEnumerable<ModelShape> Cases =>
    [
        .. new LstmShape[]
        {
            new(9) { Peepholes = true }, new(21) { CoupledGates = true }, new(16) { LearnedInitialState = true }, new(20) { Projection = 7 },
            new(5) { Projection = 5, Peepholes = true, LearnedInitialState = true }, new(13) { CoupledGates = true, Peepholes = true },
        }.Select(lstm => new ModelShape { LookBack = 7, Features = 2, Layers = [lstm, new DenseShape(2)] }),
        .. Enum.GetValues<OracleMerge>().Select(merge => new ModelShape
        {
            LookBack = 6, Features = 3,
            Layers =
            [
                new LstmShape(9) { Bidirectional = true, Merge = merge }, new LstmShape(17) { Bidirectional = true, Merge = OracleMerge.Mul },
                new LstmShape(5) { Bidirectional = true, Merge = merge, ReturnSequences = merge == OracleMerge.Average }, new DenseShape(2),
            ],
        }),
        new()
        {
            LookBack = 9, Features = 3,
            Layers =
            [
                new LstmShape(18) { Bidirectional = true, Merge = OracleMerge.Mul, Projection = 11, Peepholes = true, LearnedInitialState = true, CoupledGates = true },
                new LstmShape(6) { Bidirectional = true, Projection = 3, LearnedInitialState = true, ReturnSequences = true }, new DenseShape(1),
            ],
        },
        .. new LstmShape[]
        {
            new(9), new(21) { Merge = OracleMerge.Mul, UseBias = false }, new(50) { Merge = OracleMerge.Average }, new(7) { LearnedInitialState = true, Peepholes = true },
        }.Select(lstm => new ModelShape { LookBack = 8, Features = 3, Layers = [lstm with { Bidirectional = true, LastStep = LastStep.OfSequence }, new DenseShape(2)] }),
        new() { LookBack = 150, Layers = [new LstmShape(33) { Bidirectional = true, LastStep = LastStep.OfSequence }, new DenseShape(1)] },
        new() { LookBack = 150, Layers = [new LstmShape(33), new DenseShape(1)] },
        new() { LookBack = 90, Features = 2, Layers = [new LstmShape(70) { Bidirectional = true, ReturnSequences = true }, new DenseShape(2)] },
        new() { LookBack = 130, Layers = [new LstmShape(40) { Peepholes = true, Projection = 33, LearnedInitialState = true }, new DenseShape(1)] },
    ];
}

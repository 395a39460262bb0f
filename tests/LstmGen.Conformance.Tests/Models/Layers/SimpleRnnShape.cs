using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record SimpleRnnShape(int Units) : LayerShape
{
    public bool Bidirectional { get; init; }

    public OracleMerge Merge { get; init; }

    public LastStep LastStep { get; init; }

    public bool ReturnSequences { get; init; }

    public Activation Activation { get; init; } = Activation.Tanh;

    public bool UseBias { get; init; } = true;

    public bool LearnedInitialState { get; init; }

    public double Dropout { get; init; }

    public double RecurrentDropout { get; init; }

    public override bool NeedsSequence => true;

    public override bool CanStep => !Bidirectional;

    public override bool PassesSequence => ReturnSequences;

    public override bool DrawsMasks => Dropout > 0 || RecurrentDropout > 0;

    public override string Attribute => Write(
        "SimpleRnn",
        [Units],
        Option(nameof(Bidirectional), Bidirectional, false),
        Option(nameof(Merge), Merge, OracleMerge.Concat),
        Option(nameof(LastStep), LastStep, LastStep.OfDirections),
        Option(nameof(ReturnSequences), ReturnSequences, false),
        Option(nameof(Activation), Activation, Activation.Tanh),
        Option(nameof(UseBias), UseBias, true),
        Option(nameof(LearnedInitialState), LearnedInitialState, false),
        Option(nameof(Dropout), Dropout, 0),
        Option(nameof(RecurrentDropout), RecurrentDropout, 0));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleSimpleRnn(Units)
    {
        Activation = Activation,
        UseBias = UseBias,
        Bidirectional = Bidirectional,
        Merge = Merge,
        AtLastStep = LastStep == LastStep.OfSequence,
        ReturnSequences = ReturnSequences || sequenceNeeded,
        LearnedInitialState = LearnedInitialState,
        InputMasks = Dropout > 0 ? masks?.Invoke(Dropout) : null,
        RecurrentMasks = RecurrentDropout > 0 ? masks?.Invoke(RecurrentDropout) : null,
    };
}

/// <summary>[SimpleRnn] with every option.</summary>
internal sealed class SimpleRnnEntry : LayerEntry
{
    public override Standing Standing => Standing.Recurrent;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place)
    {
        bool both = draw.Chance(4);
        return
        [
            new SimpleRnnShape(draw.Units(place.MostUnits))
            {
                Bidirectional = both,
                Merge = both && draw.Chance(2) ? draw.One<OracleMerge>() : OracleMerge.Concat,
                LastStep = both && draw.Chance(2) ? LastStep.OfSequence : LastStep.OfDirections,
                ReturnSequences = draw.Chance(4),
                Activation = draw.Chance(2) ? draw.One(Activation.Sigmoid, Activation.Softsign) : Activation.Tanh,
                UseBias = !draw.Chance(5),
                LearnedInitialState = draw.Chance(4),
                Dropout = draw.Chance(3) ? draw.Sizes.Rate : 0,
                RecurrentDropout = draw.Chance(3) ? draw.Sizes.Rate : 0,
            },
        ];
    }

    public override IEnumerable<(string, ModelShape)> Smooth =>
    [
        ("simple rnn", Small(new SimpleRnnShape(3) { Bidirectional = true, LearnedInitialState = true })),
        ("simple rnn without bias", Small(new SimpleRnnShape(4) { UseBias = false, Activation = Activation.Sigmoid, ReturnSequences = true })),
        ("simple rnn dropout", Small(new SimpleRnnShape(4) { Bidirectional = true, Merge = OracleMerge.Mul, Dropout = 0.4, RecurrentDropout = 0.3, ReturnSequences = true })),
        ("simple rnn at the last step", Small(new SimpleRnnShape(3) { Bidirectional = true, LastStep = LastStep.OfSequence })),
    ];

    /// <summary>Every width of a narrow block, every option, both directions, an activation without a bound, and several segments.</summary>
    public override IEnumerable<ModelShape> Cases =>
    [
        new() { LookBack = 7, Features = 9, Layers = [new SimpleRnnShape(50), new SimpleRnnShape(16) { UseBias = false }, new DenseShape(2)] },
        new() { LookBack = 5, Features = 2, Layers = [new SimpleRnnShape(3) { LearnedInitialState = true, Activation = Activation.Relu }, new DenseShape(1)] },
        new() { LookBack = 6, Features = 2, Layers = [new SimpleRnnShape(7) { RecurrentDropout = 0.3, LearnedInitialState = true }, new LstmShape(5), new DenseShape(1)] },
        new() { LookBack = 5, Features = 3, Layers = [new SimpleRnnShape(24) { ReturnSequences = true, Activation = Activation.Linear }] },
        new()
        {
            LookBack = 9, Features = 3,
            Layers = [new SimpleRnnShape(20) { Bidirectional = true, Dropout = 0.2, RecurrentDropout = 0.4, LearnedInitialState = true }, new DenseShape(2)],
        },
        new()
        {
            LookBack = 8, Features = 3,
            Layers = [new SimpleRnnShape(9) { Bidirectional = true }, new SimpleRnnShape(20) { Bidirectional = true, Merge = OracleMerge.Average, LastStep = LastStep.OfSequence }, new DenseShape(2)],
        },
        new() { LookBack = 140, Layers = [new SimpleRnnShape(40) { LearnedInitialState = true }, new DenseShape(1)] },
        new() { LookBack = 90, Features = 2, Layers = [new SimpleRnnShape(70) { Bidirectional = true, ReturnSequences = true }, new DenseShape(2)] },
    ];
}

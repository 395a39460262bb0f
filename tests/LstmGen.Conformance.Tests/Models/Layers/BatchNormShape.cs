using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record BatchNormShape : LayerShape
{
    private const double Standard = 1e-3;

    public double Epsilon { get; init; } = Standard;

    public double Momentum { get; init; } = 0.99;

    public bool UnbiasedVariance { get; init; }

    public bool Scale { get; init; } = true;

    public bool Center { get; init; } = true;

    public bool FrozenStatistics { get; init; }

    public bool Frozen { get; init; }

    public override string Attribute => Write(
        "BatchNorm", [], Option(nameof(Epsilon), Epsilon, Standard), Option(nameof(Momentum), Momentum, 0.99), Option(nameof(UnbiasedVariance), UnbiasedVariance, false), Option(nameof(Scale), Scale, true),
        Option(nameof(Center), Center, true), Option(nameof(FrozenStatistics), FrozenStatistics, false), Option(nameof(Frozen), Frozen, false));

    public override bool NormsBatches => !Frozen && !FrozenStatistics;

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleBatchNorm(
        Epsilon, Scale, Center, Frozen ? OracleNorming.Frozen : FrozenStatistics ? OracleNorming.FrozenStatistics : OracleNorming.Batch);
}

/// <summary>[BatchNorm]. Drawn ones have a large ε: drawn variances are small, and many are none.</summary>
internal sealed class BatchNormEntry : LayerEntry
{
    public override Standing Standing => Standing.Between;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place)
    {
        BatchNormShape shape = new() { Epsilon = draw.One(0.25, 0.5, 1), Scale = !draw.Chance(4), Center = !draw.Chance(4) };
        return draw.Next(0, 5) switch
        {
            0 => [shape with { Frozen = true }],
            1 => [shape with { FrozenStatistics = true }],
            _ => [shape with { Momentum = draw.One(0.99, 0.9, 0, 1), UnbiasedVariance = draw.Chance(2) }],
        };
    }

    public override IEnumerable<(string, ModelShape)> Smooth =>
    [
        ("batch norm", Small(Sequence, new BatchNormShape { Epsilon = 0.5 }, new LstmShape(3), new BatchNormShape { Epsilon = 0.5, Scale = false }, new DenseShape(2))),
        ("batch norm, frozen statistics", Small(Sequence, new BatchNormShape { Epsilon = 0.5, FrozenStatistics = true }, new LstmShape(3), new DenseShape(2))),
        ("batch norm, frozen", Small(Sequence, new BatchNormShape { Epsilon = 0.5, Frozen = true }, new LstmShape(3), new DenseShape(2))),
        ("batch norm of images", Pictures(new BatchNormShape { Epsilon = 0.1 }, new Conv2DShape(2, 2), new BatchNormShape { Epsilon = 0.1, Center = false })),
        ("batch norm of little variance", Small(Sequence, new BatchNormShape { Epsilon = 1e-3 }, new LstmShape(3), new BatchNormShape { Epsilon = 1e-2 }, new DenseShape(2))),
    ];

    /// <summary>Keras' and PyTorch's ε, without gamma or beta, at every width of a vector, on images, at the top and the end, in front of attention, over residuals.</summary>
    public override IEnumerable<ModelShape> Cases =>
    [
        new()
        {
            LookBack = 6, Features = 3,
            Layers =
            [
                new BatchNormShape { Epsilon = 0.5 }, new LstmShape(19), new BatchNormShape { Epsilon = 0.01, Momentum = 0.9 }, new DenseShape(9),
                new BatchNormShape { Scale = false, Center = false },
            ],
        },
        new()
        {
            LookBack = 3, Frame = new(5, 4, 2),
            Layers =
            [
                new Conv2DShape(3, 2), new BatchNormShape { Epsilon = 1e-5, UnbiasedVariance = true }, new ActivationShape(Activation.Tanh), new MaxPool2DShape(), new FlattenShape(),
                new BatchNormShape { Epsilon = 0.5, Center = false }, new LstmShape(4),
            ],
        },
        new() { LookBack = 7, Features = 2, Layers = [new LstmShape(4) { Bidirectional = true }, new BatchNormShape { Epsilon = 0.1 }, new AttentionShape(OracleScore.Dot), new DenseShape(1)] },
        new()
        {
            LookBack = 5, Features = 4,
            Layers =
            [
                new BatchNormShape { Epsilon = 0.1 }, new LstmShape(4) { ReturnSequences = true }, new BatchNormShape { Epsilon = 0.1 }, new ResidualShape(3), new LstmShape(3),
                new BatchNormShape { Frozen = true, Epsilon = 0.5 },
            ],
        },
    ];
}

using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record BatchNormShape : LayerShape
{
    private const double Standard = 1e-3;

    public double Epsilon { get; init; } = Standard;

    public bool Scale { get; init; } = true;

    public bool Center { get; init; } = true;

    public override string Attribute => Write("BatchNorm", [], Option(nameof(Epsilon), Epsilon, Standard), Option(nameof(Scale), Scale, true), Option(nameof(Center), Center, true));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleBatchNorm(Epsilon, Scale, Center);
}

/// <summary>[BatchNorm] by given statistics. Drawn ones have a large ε: drawn variances are small, and many are none.</summary>
internal sealed class BatchNormEntry : LayerEntry
{
    public override Standing Standing => Standing.Between;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) =>
        [new BatchNormShape { Epsilon = draw.One(0.25, 0.5, 1), Scale = !draw.Chance(4), Center = !draw.Chance(4) }];

    public override IEnumerable<(string, ModelShape)> Smooth =>
    [
        ("batch norm", Small(Sequence, new BatchNormShape { Epsilon = 0.5 }, new LstmShape(3), new BatchNormShape { Epsilon = 0.5, Scale = false }, new DenseShape(2))),
    ];

    /// <summary>Keras' and PyTorch's ε, without gamma or beta, at every width of a vector, on images, and in front of attention.</summary>
    public override IEnumerable<ModelShape> Cases =>
    [
        new() { LookBack = 6, Features = 3, Layers = [new BatchNormShape { Epsilon = 0.5 }, new LstmShape(19), new BatchNormShape(), new DenseShape(9), new BatchNormShape { Scale = false, Center = false }] },
        new()
        {
            LookBack = 3, Frame = new(5, 4, 2),
            Layers =
            [
                new Conv2DShape(3, 2), new BatchNormShape { Epsilon = 1e-5 }, new ActivationShape(Activation.Relu), new MaxPool2DShape(), new FlattenShape(),
                new BatchNormShape { Epsilon = 0.5, Center = false }, new LstmShape(4),
            ],
        },
        new() { LookBack = 7, Features = 2, Layers = [new LstmShape(4) { Bidirectional = true }, new BatchNormShape { Epsilon = 0.1 }, new AttentionShape(OracleScore.Dot), new DenseShape(1)] },
    ];
}

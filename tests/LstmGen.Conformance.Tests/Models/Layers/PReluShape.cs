using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record PReluShape : LayerShape
{
    public bool Shared { get; init; }

    public override string Attribute => Write("PRelu", [], Option(nameof(Shared), Shared, false));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OraclePRelu(Shared);
}

/// <summary>[PRelu], a slope for each value or one for all, on sequences and vectors.</summary>
internal sealed class PReluEntry : LayerEntry
{
    public override Standing Standing => Standing.Between;

    public override bool IsSmooth => false;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) => [new PReluShape { Shared = draw.Chance(2) }];

    /// <summary>Slopes of values, of channels of images, and of all.</summary>
    public override IEnumerable<ModelShape> Cases =>
    [
        new() { LookBack = 6, Features = 3, Layers = [new PReluShape(), new LstmShape(19), new PReluShape(), new DenseShape(3), new PReluShape { Shared = true }] },
        new()
        {
            LookBack = 3, Frame = new(5, 4, 2),
            Layers = [new PReluShape(), new Conv2DShape(3, 2), new PReluShape(), new MaxPool2DShape(), new PReluShape { Shared = true }, new FlattenShape(), new DenseShape(2)],
        },
        new() { LookBack = 7, Features = 2, Layers = [new LstmShape(4) { Bidirectional = true }, new PReluShape { Shared = true }, new AttentionShape(OracleScore.Dot), new DenseShape(1)] },
    ];
}

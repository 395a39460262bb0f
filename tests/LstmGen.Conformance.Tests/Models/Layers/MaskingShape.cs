using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record MaskingShape(double Value = 0) : LayerShape
{
    public override string Attribute => Value == 0 ? "Masking" : Write("Masking", [Value]);

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleMasking(Value);
}

/// <summary>[Masking], straight into each kind of layer.</summary>
internal sealed class MaskingEntry : LayerEntry
{
    public override Standing Standing => Standing.Values;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) => [new MaskingShape(draw.One(0, -1, 99.5))];

    public override IEnumerable<(string, ModelShape)> Smooth =>
    [
        ("masking", Small(new MaskingShape(), new LstmShape(3) { Bidirectional = true, ReturnSequences = true })),
        ("masking by another value", Small(new MaskingShape(-2), new GlobalPool1DShape(IsAverage: true), new DenseShape(2))),
    ];

    /// <summary>Zeros and another value, images, and layers to which the length matters.</summary>
    public override IEnumerable<ModelShape> Cases =>
    [
        new() { LookBack = 9, Features = 3, Layers = [new MaskingShape(), new LstmShape(9) { Bidirectional = true }, new DenseShape(2)] },
        new() { LookBack = 8, Features = 2, Layers = [new MaskingShape(-1), new Conv1DShape(5, 3) { Padding = OraclePadding.Same }, new GruShape(4) { ReturnSequences = true }, new DenseShape(2)] },
        new() { LookBack = 7, Features = 4, Layers = [new MaskingShape(-999), new FlattenShape(), new DenseShape(3)] },
        new() { LookBack = 4, Frame = new(3, 3, 2), Layers = [new MaskingShape(), new Conv2DShape(2, 2), new FlattenShape(), new LstmShape(5)] },
        new() { LookBack = 6, Features = 2, Layers = [new MaskingShape(), new DenseShape(2), new ResidualShape(), new LastShape(3), new AttentionShape(OracleScore.Dot)] },
    ];
}

using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record FlattenShape : LayerShape
{
    public override bool NeedsSequence => true;

    /// <summary>Of images, which the first one ends; steps side by side it has none until all are there.</summary>
    public override bool CanStepIn(ModelShape shape, int index) => shape.Frame is not null && !shape.Layers.Take(index).Any(layer => layer is FlattenShape);

    public override bool EndsSequence(ModelShape shape, int index) => !CanStepIn(shape, index);

    public override string Attribute => "Flatten";

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleFlatten();
}

/// <summary>[Flatten], which ends what reads images.</summary>
internal sealed class FlattenEntry : LayerEntry
{
    public override Standing Standing => Standing.PictureEnd;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) => [new FlattenShape()];
}

/// <summary>[Flatten] of a sequence. Where that would be very wide, its last step is taken instead.</summary>
internal sealed class FlattenStepsEntry : LayerEntry
{
    public override Standing Standing => Standing.Summary;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) => [place.Shape.Size > 800 ? new LastShape() : new FlattenShape()];

    public override IEnumerable<(string, ModelShape)> Smooth =>
    [
        ("flattened steps", Small(new LstmShape(3), new FlattenShape(), new DenseShape(2))),
        ("flattened convolution", Small(new Conv1DShape(3, 3) { Activation = Activation.Tanh }, new FlattenShape(), new DenseShape(2))),
    ];

    /// <summary>At once on the input, behind what shortens a sequence, twice behind images, and behind both directions.</summary>
    public override IEnumerable<ModelShape> Cases =>
    [
        new() { LookBack = 7, Features = 3, Layers = [new FlattenShape(), new DenseShape(5), new DenseShape(2)] },
        new() { LookBack = 12, Features = 2, Layers = [new Conv1DShape(5, 3) { Stride = 2 }, new LstmShape(7), new Conv1DShape(3, 2), new FlattenShape(), new DenseShape(2)] },
        new() { LookBack = 3, Frame = new(4, 3, 2), Layers = [new Conv2DShape(2, 2), new FlattenShape(), new FlattenShape(), new DenseShape(2)] },
        new() { LookBack = 5, Features = 2, Layers = [new LstmShape(9) { Bidirectional = true }, new FlattenShape(), new LayerNormShape(), new RepeatShape(3), new LstmShape(4)] },
    ];
}

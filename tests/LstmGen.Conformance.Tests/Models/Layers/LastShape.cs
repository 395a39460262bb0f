using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record LastShape(int Steps = 1) : LayerShape
{
    public override bool NeedsSequence => true;

    public override bool CanStep => Steps == 1;

    public override bool PassesSequence => Steps > 1;

    public override bool EndsSequence(ModelShape shape, int index) => Steps == 1;

    public override string Attribute => Steps == 1 ? "Last" : Write("Last", [Steps]);

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleLast(Steps);
}

/// <summary>[Last], a vector.</summary>
internal sealed class LastEntry : LayerEntry
{
    public override Standing Standing => Standing.Summary;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) => [new LastShape()];

    public override IEnumerable<(string, ModelShape)> Smooth =>
    [
        ("last step", Small(new Conv1DShape(3, 2), new LastShape(), new DenseShape(2))),
        ("last step of both directions", Small(new LstmShape(3) { Bidirectional = true }, new LastShape(), new DenseShape(2))),
    ];

    /// <summary>On the input, in a model that streams, and behind both directions.</summary>
    public override IEnumerable<ModelShape> Cases =>
    [
        new() { LookBack = 6, Features = 5, Layers = [new LastShape(), new DenseShape(2)] },
        new() { LookBack = 6, Features = 2, Layers = [new LstmShape(9), new LastShape(), new DenseShape(2)] },
        new() { LookBack = 6, Features = 2, Layers = [new LstmShape(5) { Bidirectional = true }, new LastShape(), new DenseShape(2)] },
    ];
}

/// <summary>[Last] of several steps, a sequence.</summary>
internal sealed class LastStepsEntry : LayerEntry
{
    public override Standing Standing => Standing.Sequence;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) => place.Shape.Steps < 2 ? [] : [new LastShape(draw.Next(2, place.Shape.Steps + 1))];

    public override IEnumerable<(string, ModelShape)> Smooth => [("last steps", Small(new LstmShape(3), new LastShape(4), new DenseShape(2)))];

    /// <summary>On the input, between layers, all there are, and with weights over those that are left.</summary>
    public override IEnumerable<ModelShape> Cases =>
    [
        new() { LookBack = 9, Features = 3, Layers = [new LastShape(4), new LstmShape(6) { Bidirectional = true }, new DenseShape(2)] },
        new() { LookBack = 8, Features = 2, Layers = [new LstmShape(5), new LastShape(8), new DenseShape(3), new LastShape(2), new LstmShape(3) { ReturnSequences = true }] },
        new() { LookBack = 8, Features = 2, Layers = [new LstmShape(4) { Bidirectional = true }, new LastShape(3), new AttentionShape(OracleScore.General), new DenseShape(1)] },
    ];
}

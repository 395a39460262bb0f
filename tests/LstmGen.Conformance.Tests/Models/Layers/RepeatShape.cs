using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record RepeatShape(int Times) : LayerShape
{
    public override bool StartsSequence => true;

    public override bool CanStep => false;

    public override string Attribute => Write("Repeat", [Times]);

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleRepeat(Times);
}

/// <summary>[Repeat] of a vector.</summary>
internal sealed class RepeatEntry : LayerEntry
{
    public override Standing Standing => Standing.Restart;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) => [new RepeatShape(draw.Next(1, draw.Sizes.LookBack / 2 + 1))];

    public override IEnumerable<(string, ModelShape)> Smooth => [("repeat", Small(new LstmShape(3), new RepeatShape(3), Sequence))];
}

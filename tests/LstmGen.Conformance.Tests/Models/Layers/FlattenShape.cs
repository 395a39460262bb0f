using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record FlattenShape : LayerShape
{
    public override string Attribute => "Flatten";

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleFlatten();
}

/// <summary>[Flatten], which ends what reads images.</summary>
internal sealed class FlattenEntry : LayerEntry
{
    public override Standing Standing => Standing.PictureEnd;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) => [new FlattenShape()];
}

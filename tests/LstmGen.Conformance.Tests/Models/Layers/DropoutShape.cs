using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record DropoutShape(double Rate) : LayerShape
{
    public override bool DrawsMasks => Rate > 0;

    public override string Attribute => Write("Dropout", [Rate]);

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) =>
        new OracleDropout { Masks = Rate > 0 ? masks?.Invoke(Rate) : null };
}

/// <summary>[Dropout], anywhere.</summary>
internal sealed class DropoutEntry : LayerEntry
{
    public override Standing Standing => Standing.Between | Standing.Picture;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) => [new DropoutShape(draw.Sizes.Rate)];

    public override IEnumerable<(string, ModelShape)> Smooth => [("dropout", Small(Sequence, new DropoutShape(0.4), new DenseShape(2)))];
}

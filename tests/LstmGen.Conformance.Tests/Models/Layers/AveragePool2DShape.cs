using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record AveragePool2DShape(int Size = 2) : LayerShape
{
    public override string Attribute => Size == 2 ? "AveragePool2D" : Write("AveragePool2D", [Size]);

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleAveragePool2D(Size);
}

/// <summary>[AveragePool2D] on images that are large enough.</summary>
internal sealed class AveragePool2DEntry : LayerEntry
{
    public override Standing Standing => Standing.Picture;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place)
    {
        int side = place.Shape.Frame is { } frame ? Math.Min(frame.Height, frame.Width) : 2;
        return side < 2 ? [] : [new AveragePool2DShape(side >= 3 && draw.Chance(4) ? 3 : 2)];
    }

    public override IEnumerable<(string, ModelShape)> Smooth => [("average of squares", Pictures(new AveragePool2DShape()))];
}

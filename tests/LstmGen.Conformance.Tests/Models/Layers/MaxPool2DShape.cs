using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record MaxPool2DShape(int Size = 2) : LayerShape
{
    public override string Attribute => Size == 2 ? "MaxPool2D" : Write("MaxPool2D", [Size]);

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleMaxPool2D(Size);
}

/// <summary>[MaxPool2D] on images that are large enough.</summary>
internal sealed class MaxPool2DEntry : LayerEntry
{
    public override Standing Standing => Standing.Picture;

    // The largest of several values has kinks.
    public override bool IsSmooth => false;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place)
    {
        int side = place.Shape.Frame is { } frame ? Math.Min(frame.Height, frame.Width) : 2;
        return side < 2 ? [] : [new MaxPool2DShape(side >= 3 && draw.Chance(4) ? 3 : 2)];
    }
}

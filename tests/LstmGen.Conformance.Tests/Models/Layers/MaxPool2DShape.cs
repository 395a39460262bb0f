using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record MaxPool2DShape(int Size = 2) : LayerShape
{
    /// <summary>0 for the size.</summary>
    public int SizeWidth { get; init; }

    /// <summary>0 for the size.</summary>
    public int Stride { get; init; }

    /// <summary>0 for the stride, or the size.</summary>
    public int StrideWidth { get; init; }

    public OraclePadding Padding { get; init; }

    public override string Attribute => Write(
        "MaxPool2D",
        Size == 2 ? [] : [Size],
        Option(nameof(SizeWidth), SizeWidth, 0),
        Option(nameof(Stride), Stride, 0),
        Option(nameof(StrideWidth), StrideWidth, 0),
        Option(nameof(Padding), Padding, OraclePadding.Valid));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null)
    {
        int width = SizeWidth > 0 ? SizeWidth : Size;
        return new OracleMaxPool2D(
            new(Size, Stride > 0 ? Stride : Size, 1, Padding), new(width, StrideWidth > 0 ? StrideWidth : Stride > 0 ? Stride : width, 1, Padding));
    }
}

/// <summary>[MaxPool2D] on images that are large enough.</summary>
internal sealed class MaxPool2DEntry : LayerEntry
{
    public override Standing Standing => Standing.Picture;

    // The largest of several values has kinks.
    public override bool IsSmooth => false;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place)
    {
        (int height, int width) = place.Shape.Frame is { } frame ? (frame.Height, frame.Width) : (2, 2);
        return
        [
            new MaxPool2DShape(draw.Next(1, Math.Min(height, 3) + 1))
            {
                SizeWidth = draw.Next(1, Math.Min(width, 3) + 1),
                Stride = draw.Chance(2) ? draw.Next(1, 4) : 0,
                StrideWidth = draw.Chance(2) ? draw.Next(1, 4) : 0,
                Padding = draw.One(OraclePadding.Valid, OraclePadding.Same, OraclePadding.KerasSame),
            },
        ];
    }

    /// <summary>Squares side by side with a rest, rectangles that overlap or leave gaps, and those that reach past the image.</summary>
    public override IEnumerable<ModelShape> Cases => new MaxPool2DShape[]
    {
        new(), new(3) { Stride = 1 }, new(3) { SizeWidth = 2, Stride = 2, StrideWidth = 1, Padding = OraclePadding.Same }, new() { SizeWidth = 4, Stride = 3, Padding = OraclePadding.KerasSame },
    }.Select(pool => new ModelShape { LookBack = 3, Frame = new(7, 5, 9), Layers = [pool, new Conv2DShape(2, 1), new FlattenShape(), new LstmShape(3)] });
}

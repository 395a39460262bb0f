using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record Conv2DShape(int Filters, int Kernel) : LayerShape
{
    public int Stride { get; init; } = 1;

    public OraclePadding Padding { get; init; }

    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    public override string Attribute => Write(
        "Conv2D",
        [Filters, Kernel],
        Option(nameof(Padding), Padding, OraclePadding.Valid),
        Option(nameof(Stride), Stride, 1),
        Option(nameof(Activation), Activation, Activation.Linear),
        Option(nameof(UseBias), UseBias, true));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) =>
        new OracleConv2D(Filters, new(Kernel, Stride, 1, Padding)) { Activation = Activation, UseBias = UseBias };
}

/// <summary>[Conv2D] on images.</summary>
internal sealed class Conv2DEntry : LayerEntry
{
    public override Standing Standing => Standing.Picture;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place)
    {
        OraclePadding padding = draw.One(OraclePadding.Valid, OraclePadding.Same);
        OracleFrame frame = place.Shape.Frame ?? new(4, 4, 1);
        int most = padding == OraclePadding.Valid ? Math.Min(frame.Height, frame.Width) : 4;
        return
        [
            new Conv2DShape(draw.Next(1, 6), draw.Next(1, Math.Min(4, most) + 1))
            {
                Padding = padding,
                Stride = draw.Chance(3) ? 2 : 1,
                Activation = draw.Activation(),
                UseBias = !draw.Chance(5),
            },
        ];
    }

    public override IEnumerable<(string, ModelShape)> Smooth =>
    [
        ("conv2d", Pictures(new Conv2DShape(2, 2) { Activation = Activation.Tanh }, new Conv2DShape(2, 2) { UseBias = false })),
        ("conv2d same", Pictures(new Conv2DShape(2, 3) { Padding = OraclePadding.Same, Stride = 2 })),
    ];
}

using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record Conv2DShape(int Filters, int Kernel) : LayerShape
{
    /// <summary>0 for the kernel.</summary>
    public int KernelWidth { get; init; }

    public int Stride { get; init; } = 1;

    /// <summary>0 for the stride.</summary>
    public int StrideWidth { get; init; }

    public int Dilation { get; init; } = 1;

    /// <summary>0 for the dilation.</summary>
    public int DilationWidth { get; init; }

    public OraclePadding Padding { get; init; }

    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    public override string Attribute => Write(
        "Conv2D",
        [Filters, Kernel],
        Option(nameof(Padding), Padding, OraclePadding.Valid),
        Option(nameof(KernelWidth), KernelWidth, 0),
        Option(nameof(Stride), Stride, 1),
        Option(nameof(StrideWidth), StrideWidth, 0),
        Option(nameof(Dilation), Dilation, 1),
        Option(nameof(DilationWidth), DilationWidth, 0),
        Option(nameof(Activation), Activation, Activation.Linear),
        Option(nameof(UseBias), UseBias, true));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) =>
        new OracleConv2D(
            Filters, new(Kernel, Stride, Dilation, Padding),
            new(KernelWidth > 0 ? KernelWidth : Kernel, StrideWidth > 0 ? StrideWidth : Stride, DilationWidth > 0 ? DilationWidth : Dilation, Padding))
        {
            Activation = Activation,
            UseBias = UseBias,
        };
}

/// <summary>[Conv2D] on images.</summary>
internal sealed class Conv2DEntry : LayerEntry
{
    public override Standing Standing => Standing.Picture;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place)
    {
        OraclePadding padding = draw.One(OraclePadding.Valid, OraclePadding.Same, OraclePadding.KerasSame);
        OracleFrame frame = place.Shape.Frame ?? new(4, 4, 1);
        (int dilation, int dilationWidth) = (draw.Chance(3) ? draw.Next(2, 4) : 1, draw.Chance(3) ? draw.Next(1, 4) : 0);

        // A kernel that stays inside has to fit.
        int Most(int side, int apart) => padding == OraclePadding.Valid ? Math.Min((side - 1) / apart + 1, 3) : 4;
        return
        [
            new Conv2DShape(draw.Next(1, 6), draw.Next(1, Most(frame.Height, dilation) + 1))
            {
                KernelWidth = draw.Next(1, Most(frame.Width, dilationWidth > 0 ? dilationWidth : dilation) + 1),
                Padding = padding,
                Stride = draw.Chance(3) ? 2 : 1,
                StrideWidth = draw.Chance(3) ? draw.Next(1, 4) : 0,
                Dilation = dilation,
                DilationWidth = dilationWidth,
                Activation = draw.Activation(),
                UseBias = !draw.Chance(5),
            },
        ];
    }

    /// <summary>Kernels that are no squares, each option by itself and all of them, and every padding.</summary>
    public override IEnumerable<ModelShape> Cases => new Conv2DShape[]
    {
        new(5, 3), new(3, 1) { KernelWidth = 4, StrideWidth = 2 }, new(20, 3) { Dilation = 2 }, new(4, 2) { DilationWidth = 3, UseBias = false },
        new(3, 3) { Stride = 2, Padding = OraclePadding.Same }, new(3, 3) { Stride = 2, Padding = OraclePadding.KerasSame }, new(2, 4) { Stride = 3, StrideWidth = 2, Padding = OraclePadding.KerasSame },
        new(7, 3) { KernelWidth = 2, Stride = 2, StrideWidth = 3, Dilation = 2, DilationWidth = 4, Padding = OraclePadding.KerasSame, Activation = Activation.Tanh },
    }.Select(convolution => new ModelShape { LookBack = 2, Frame = new(8, 9, 3), Layers = [new Conv2DShape(3, 1), convolution, new FlattenShape(), new LstmShape(4)] });

    public override IEnumerable<(string, ModelShape)> Smooth =>
    [
        ("conv2d", Pictures(new Conv2DShape(2, 2) { Activation = Activation.Tanh }, new Conv2DShape(2, 2) { UseBias = false })),
        ("conv2d of rectangles", Pictures(new Conv2DShape(2, 2) { KernelWidth = 1, StrideWidth = 2, Padding = OraclePadding.KerasSame, Activation = Activation.Tanh })),
        ("conv2d dilated", Pictures(new Conv2DShape(2, 2) { Dilation = 3, DilationWidth = 2, Padding = OraclePadding.Same, Activation = Activation.Tanh })),
        ("conv2d same", Pictures(new Conv2DShape(2, 3) { Padding = OraclePadding.Same, Stride = 2 })),
    ];
}

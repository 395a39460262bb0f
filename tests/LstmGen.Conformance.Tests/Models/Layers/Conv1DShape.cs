using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record Conv1DShape(int Filters, int Kernel) : LayerShape
{
    public int Stride { get; init; } = 1;

    public int Dilation { get; init; } = 1;

    public OraclePadding Padding { get; init; }

    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    public override bool NeedsSequence => true;

    public override bool CanStep => Stride == 1 && (Padding == OraclePadding.Causal || Kernel == 1);

    public override string Attribute => Write(
        "Conv1D",
        [Filters, Kernel],
        Option(nameof(Padding), Padding, OraclePadding.Valid),
        Option(nameof(Stride), Stride, 1),
        Option(nameof(Dilation), Dilation, 1),
        Option(nameof(Activation), Activation, Activation.Linear),
        Option(nameof(UseBias), UseBias, true));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) =>
        new OracleConv1D(Filters, new(Kernel, Stride, Dilation, Padding)) { Activation = Activation, UseBias = UseBias };
}

/// <summary>[Conv1D] with every padding.</summary>
internal sealed class Conv1DEntry : LayerEntry
{
    public override Standing Standing => Standing.Sequence;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place)
    {
        OraclePadding padding = draw.One<OraclePadding>();
        int dilation = draw.Next(1, 4);
        int most = padding == OraclePadding.Valid ? (place.Shape.Steps - 1) / dilation + 1 : 5;
        return
        [
            new Conv1DShape(draw.Units(draw.Sizes.DenseUnits), draw.Next(1, Math.Min(5, most) + 1))
            {
                Padding = padding,
                Dilation = dilation,
                Stride = draw.Chance(3) ? draw.Next(1, 4) : 1,
                Activation = draw.Activation(),
                UseBias = !draw.Chance(5),
            },
        ];
    }

    /// <summary>Keras' padding with strides, which depends on a window's length.</summary>
    public override IEnumerable<ModelShape> Cases =>
        from kernel in new[] { 2, 5 }
        from stride in new[] { 2, 3, 4 }
        select new ModelShape
        {
            LookBack = 13,
            Features = 2,
            Layers = [new Conv1DShape(5, kernel) { Stride = stride, Dilation = 7 - kernel, Padding = OraclePadding.KerasSame, Activation = Activation.Tanh }, new LstmShape(3), new DenseShape(2)],
        };

    public override IEnumerable<(string, ModelShape)> Smooth =>
    [
        ("conv1d same as in keras", Small(new Conv1DShape(3, 4) { Padding = OraclePadding.KerasSame, Stride = 3 }, Sequence)),
        ("conv1d", Small(new Conv1DShape(3, 3) { Activation = Activation.Tanh }, Sequence)),
        ("conv1d same", Small(new Conv1DShape(3, 4) { Padding = OraclePadding.Same, Stride = 2 }, Sequence)),
        ("conv1d causal", Small(new Conv1DShape(3, 2) { Padding = OraclePadding.Causal, Dilation = 2, UseBias = false }, Sequence)),
    ];
}

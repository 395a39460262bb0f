using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record Pool1DShape(int Size, bool IsAverage) : LayerShape
{
    /// <summary>0 for the size.</summary>
    public int Stride { get; init; }

    public OraclePadding Padding { get; init; }

    public override bool NeedsSequence => true;

    public override bool CanStep => false;

    public override string Attribute => Write(IsAverage ? "AveragePool1D" : "MaxPool1D", [Size], Option(nameof(Stride), Stride, 0), Option(nameof(Padding), Padding, OraclePadding.Valid));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) =>
        new OraclePool1D(Size, Stride > 0 ? Stride : Size, IsAverage, Padding);
}

/// <summary>[MaxPool1D] and [AveragePool1D].</summary>
internal sealed class Pool1DEntry : LayerEntry
{
    public override Standing Standing => Standing.Sequence;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) =>
    [
        new Pool1DShape(draw.Next(1, Math.Min(3, place.Shape.Steps) + 1), IsAverage: draw.Sizes.IsSmooth || draw.Chance(2))
        {
            Stride = draw.Chance(3) ? draw.Next(1, 4) : 0,
            Padding = draw.Chance(2) ? draw.One<OraclePadding>() : OraclePadding.Valid,
        },
    ];

    /// <summary>Every padding, with gaps and overlaps, on rows of any length.</summary>
    public override IEnumerable<ModelShape> Cases =>
        from padding in Enum.GetValues<OraclePadding>()
        from stride in new[] { 0, 1, 2 }
        select new ModelShape
        {
            LookBack = 11,
            Features = 3,
            Layers = [new Pool1DShape(4, IsAverage: stride == 1) { Padding = padding, Stride = stride }, new LstmShape(3), new Pool1DShape(2, IsAverage: stride == 0) { Padding = padding }, new GruShape(2)],
        };

    public override IEnumerable<(string, ModelShape)> Smooth =>
    [
        ("average pool", Small(new Pool1DShape(2, IsAverage: true), Sequence)),
        ("average pool same", Small(new Pool1DShape(4, IsAverage: true) { Stride = 3, Padding = OraclePadding.KerasSame }, Sequence)),
        ("overlapping average pool", Small(new Pool1DShape(3, IsAverage: true) { Stride = 1 }, Sequence)),
    ];
}

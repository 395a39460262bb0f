using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record Pool1DShape(int Size, bool IsAverage) : LayerShape
{
    /// <summary>0 for the size.</summary>
    public int Stride { get; init; }

    public override bool NeedsSequence => true;

    public override bool CanStep => false;

    public override string Attribute => Write(IsAverage ? "AveragePool1D" : "MaxPool1D", [Size], Option(nameof(Stride), Stride, 0));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) =>
        new OraclePool1D(Size, Stride > 0 ? Stride : Size, IsAverage);
}

/// <summary>[MaxPool1D] and [AveragePool1D].</summary>
internal sealed class Pool1DEntry : LayerEntry
{
    public override Standing Standing => Standing.Sequence;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) =>
    [
        new Pool1DShape(draw.Next(1, Math.Min(3, place.Shape.Steps) + 1), IsAverage: draw.Sizes.IsSmooth || draw.Chance(2)) { Stride = draw.Chance(3) ? draw.Next(1, 4) : 0 },
    ];

    public override IEnumerable<(string, ModelShape)> Smooth =>
    [
        ("average pool", Small(new Pool1DShape(2, IsAverage: true), Sequence)),
        ("overlapping average pool", Small(new Pool1DShape(3, IsAverage: true) { Stride = 1 }, Sequence)),
    ];
}

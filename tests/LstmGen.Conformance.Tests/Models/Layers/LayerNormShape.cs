using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record LayerNormShape : LayerShape
{
    private const double Standard = 1e-3;

    public double Epsilon { get; init; } = Standard;

    public override string Attribute => Write("LayerNorm", [], Option(nameof(Epsilon), Epsilon, Standard));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleLayerNorm(Epsilon);
}

/// <summary>[LayerNorm]; a small ε makes it steep.</summary>
internal sealed class LayerNormEntry : LayerEntry
{
    public override Standing Standing => Standing.Between;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) =>
        [draw.Sizes.IsSmooth ? new LayerNormShape { Epsilon = 0.5 } : draw.Chance(2) ? new LayerNormShape() : new LayerNormShape { Epsilon = 1e-5 }];

    public override IEnumerable<(string, ModelShape)> Smooth => [("layer norm", Small(Sequence, new LayerNormShape { Epsilon = 0.1 }, new DenseShape(2)))];
}

using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record DenseShape(int Units) : LayerShape
{
    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    public override string Attribute => Write(
        "Dense", [Units], Option(nameof(Activation), Activation, Activation.Linear), Option(nameof(UseBias), UseBias, true));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) =>
        new OracleDense(Units) { Activation = Activation, UseBias = UseBias };
}

/// <summary>[Dense], between sequences and at the end.</summary>
internal sealed class DenseEntry : LayerEntry
{
    public override Standing Standing => Standing.Between | Standing.Last;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) => [One(draw)];

    public static DenseShape One(LayerDraw draw) => new(draw.Units(draw.Sizes.DenseUnits))
    {
        Activation = draw.Chance(3) ? Activation.Linear : draw.Activation(),
        UseBias = !draw.Chance(5),
    };
}

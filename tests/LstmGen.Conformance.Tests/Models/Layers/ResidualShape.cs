using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record ResidualShape(int Layers = 1) : LayerShape
{
    public override string Attribute => Layers == 1 ? "Residual" : Write("Residual", [Layers]);

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleResidual(Layers);
}

/// <summary>[Residual] around layers that keep the width.</summary>
internal sealed class ResidualEntry : LayerEntry
{
    public override Standing Standing => Standing.Between;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place)
    {
        int layers = draw.Next(1, 3);
        return [.. Enumerable.Range(0, layers).Select(_ => DenseEntry.One(draw) with { Units = place.Shape.Values }), new ResidualShape(layers)];
    }

    public override IEnumerable<(string, ModelShape)> Smooth =>
    [
        ("residual", Small(Sequence, new LstmShape(3) { ReturnSequences = true }, new ResidualShape(), new LstmShape(2))),
        ("residual around two", Small(Sequence, new DenseShape(4) { Activation = Activation.Tanh }, new DenseShape(3), new ResidualShape(2))),
        ("residuals within residuals", Small(new LstmShape(3), new DenseShape(3), new DenseShape(3), new ResidualShape(), new ResidualShape(3), new DropoutShape(0.4))),
        ("residual around a repeat", Small(Sequence, new LstmShape(3), new RepeatShape(6), new ResidualShape(2), new DenseShape(2))),
    ];

    /// <summary>Around the first layer, around recurrent ones, inside each other, and around layers that give every row another length.</summary>
    public override IEnumerable<ModelShape> Cases =>
    [
        new() { LookBack = 7, Features = 3, Layers = [new DenseShape(3), new ResidualShape(), new LstmShape(4), new DenseShape(1)] },
        new()
        {
            LookBack = 6, Features = 5,
            Layers = [new LstmShape(5), new ResidualShape(), new DropoutShape(0), new LayerNormShape(), new ResidualShape(3), new ResidualShape(), new LstmShape(2)],
        },
        new() { LookBack = 8, Features = 3, Layers = [new LstmShape(3), new RepeatShape(8), new ResidualShape(2), new LstmShape(3) { ReturnSequences = true }] },
    ];
}

using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record ActivationShape(Activation Activation) : LayerShape
{
    public override string Attribute => Write("Activation", [$"Activation.{Activation}"]);

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleActivation(Activation);
}

/// <summary>[Activation], on sequences and vectors.</summary>
internal sealed class ActivationEntry : LayerEntry
{
    public override Standing Standing => Standing.Between;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) => [new ActivationShape(draw.Activation())];

    public override IEnumerable<(string, ModelShape)> Smooth =>
        [("activation", Small(Sequence, new ActivationShape(Activation.Softplus), new LstmShape(3), new ActivationShape(Activation.Tanh), new DenseShape(2)))];
}

using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[LayerNorm]: the operator of opset 17, over the values of a step.</summary>
internal sealed class OnnxLayerNorm : OnnxLayer<LayerNormAttribute>
{
    public override bool? JoinsDirections(DeclaredLayer layer) => null;

    protected override Flow Add(LayerNormAttribute layer, OnnxPlace at) => at.Output(
        at.Graph.Node("LayerNormalization", [at.Input.Value, at.Tensor("gamma"), at.Tensor("beta")], ("axis", -1), ("epsilon", (float)layer.Epsilon)));
}

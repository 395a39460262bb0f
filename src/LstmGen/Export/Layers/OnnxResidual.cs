using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[Residual]: the sum with what an earlier layer reads, over the steps that both have.</summary>
internal sealed class OnnxResidual : OnnxLayer<ResidualAttribute>
{
    public override bool? JoinsDirections(DeclaredLayer layer) => null;

    protected override Flow Add(ResidualAttribute layer, OnnxPlace at)
    {
        Flow earlier = at.InputOf(layer.Layers);
        string value = earlier.Shape.IsSequence && earlier.Lengths != at.Input.Lengths ? at.Graph.Masked(earlier) : earlier.Value;
        return at.Output(at.Graph.Add(at.Input.Value, value));
    }
}

using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[PRelu]: slopes of values, or of the channels of images.</summary>
internal sealed class OnnxPRelu : OnnxLayer<PReluAttribute>
{
    public override bool? JoinsDirections(DeclaredLayer layer) => null;

    protected override Flow Add(PReluAttribute layer, OnnxPlace at)
    {
        int slopes = at.ShapeOf("alpha")[0];
        int[] shape = at.Input.Shape.IsFrames ? [slopes, 1, 1] : [slopes];
        return at.Output(at.Graph.Node("PRelu", [at.Input.Value, at.Tensor("alpha", shape)]));
    }
}

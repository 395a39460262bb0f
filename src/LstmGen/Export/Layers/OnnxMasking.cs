namespace LstmGen.Export;

/// <summary>[Masking]: nothing but the length, which is that of the steps up to the last with another value than the padding's, at least one.</summary>
internal sealed class OnnxMasking : OnnxLayer<MaskingAttribute>
{
    protected override Flow Add(MaskingAttribute layer, OnnxPlace at)
    {
        if (at.Streaming)
        {
            return at.Output(at.Input.Value);
        }

        OnnxGraph graph = at.Graph;
        float padding = (float)layer.Value;
        Flow steps = at.Input.Shape.IsFrames ? at.Input with { Value = graph.Reshape(at.Input.Value, at.Steps, -1, at.Input.Shape.Width) } : at.Input;
        string isOther = graph.Cast(graph.Node("Not", [graph.Node("Equal", [graph.Masked(steps, padding), graph.Constant(padding)])]), OnnxGraph.Int64);
        string isStep = graph.Node("ReduceMax", [isOther], ("axes", new[] { 2 }), ("keepdims", 0));
        string last = graph.Node("ReduceMax", [graph.Multiply(isStep, graph.Whole(OnnxTokens.Places(at.Steps), at.Steps, 1))], ("axes", new[] { 0 }), ("keepdims", 0));
        return at.Output(at.Input.Value, graph.Node("Max", [last, graph.Whole([1])]));
    }
}

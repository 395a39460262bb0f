using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[Repeat]: a vector at every step, all of them valid.</summary>
internal sealed class OnnxRepeat : OnnxLayer<RepeatAttribute>
{
    protected override string WhyNotStreamed(RepeatAttribute layer, DeclaredLayer declared) => "it makes many steps of one, and a stream has one at a time; export whole windows";

    protected override Flow Add(RepeatAttribute layer, OnnxPlace at)
    {
        OnnxGraph graph = at.Graph;
        string shape = graph.Concat(0, graph.Constant([layer.Times]), at.Batch, graph.Constant([at.Input.Shape.Width]));
        return at.Output(graph.Node("Expand", [graph.Unsqueeze(at.Input.Value, 0), shape]), lengths: null);
    }
}

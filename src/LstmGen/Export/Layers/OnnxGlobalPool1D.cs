using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[GlobalMaxPool1D]: ReduceMax over the valid steps.</summary>
internal sealed class OnnxGlobalMaxPool1D : OnnxLayer<GlobalMaxPool1DAttribute>
{
    protected override string WhyNotStreamed(GlobalMaxPool1DAttribute layer, DeclaredLayer declared) => OnnxPool1D.WhyNotStreamed;

    protected override Flow Add(GlobalMaxPool1DAttribute layer, OnnxPlace at) =>
        at.Output(at.Graph.Node("ReduceMax", [at.Graph.Masked(at.Input, OnnxGraphOperators.Lowest)], ("axes", new[] { 0 }), ("keepdims", 0)));
}

/// <summary>[GlobalAveragePool1D]: the sum over the valid steps, divided by their number.</summary>
internal sealed class OnnxGlobalAveragePool1D : OnnxLayer<GlobalAveragePool1DAttribute>
{
    protected override string WhyNotStreamed(GlobalAveragePool1DAttribute layer, DeclaredLayer declared) => OnnxPool1D.WhyNotStreamed;

    protected override Flow Add(GlobalAveragePool1DAttribute layer, OnnxPlace at)
    {
        OnnxGraph graph = at.Graph;
        string steps = at.Input.Lengths is { } lengths ? graph.Unsqueeze(graph.Cast(lengths, OnnxGraph.Float), 1) : graph.Constant((float)at.Steps);
        return at.Output(graph.Node("Div", [graph.Sum(graph.Masked(at.Input), axis: 0, keep: false), steps]));
    }
}

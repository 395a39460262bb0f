using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>Pools over the steps: [batch, values, steps].</summary>
internal static class OnnxPool1D
{
    public const string WhyNotStreamed = "it makes one step of several, and a stream has one at a time; export whole windows";

    public static Flow Add(OnnxPlace at, string type, int size, int stride, float past)
    {
        OnnxGraph graph = at.Graph;
        int step = stride == 0 ? size : stride;
        string pooled = graph.Node(
            type, [graph.Transpose(graph.Masked(at.Input, past), 1, 2, 0)], ("kernel_shape", new[] { size }), ("strides", new[] { step }));
        Flow output = at.Output(graph.Transpose(pooled, 2, 0, 1), graph.After(at.Input.Lengths, size, step, 0));
        return output with { Value = graph.Masked(output) };
    }
}

/// <summary>[MaxPool1D].</summary>
internal sealed class OnnxMaxPool1D : OnnxLayer<MaxPool1DAttribute>
{
    protected override string WhyNotStreamed(MaxPool1DAttribute layer, DeclaredLayer declared) => OnnxPool1D.WhyNotStreamed;

    protected override Flow Add(MaxPool1DAttribute layer, OnnxPlace at) => OnnxPool1D.Add(at, "MaxPool", layer.Size, layer.Stride, OnnxGraphOperators.Lowest);
}

/// <summary>[AveragePool1D]. Where a window has fewer steps than the pool, it is the mean of those that are there.</summary>
internal sealed class OnnxAveragePool1D : OnnxLayer<AveragePool1DAttribute>
{
    protected override string WhyNotStreamed(AveragePool1DAttribute layer, DeclaredLayer declared) => OnnxPool1D.WhyNotStreamed;

    protected override Flow Add(AveragePool1DAttribute layer, OnnxPlace at)
    {
        Flow pooled = OnnxPool1D.Add(at, "AveragePool", layer.Size, layer.Stride, past: 0f);
        if (at.Input.Lengths is not { } lengths)
        {
            return pooled;
        }

        OnnxGraph graph = at.Graph;
        string there = graph.Cast(graph.Node("Min", [lengths, graph.Whole([layer.Size])]), OnnxGraph.Float);
        string factor = graph.Unsqueeze(graph.Node("Div", [graph.Constant((float)layer.Size), there]), 1);
        return pooled with { Value = graph.Multiply(pooled.Value, factor) };
    }
}

using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>Pools over the steps: [batch, values, steps].</summary>
internal static class OnnxPool1D
{
    public const string WhyNotStreamed = "it makes one step of several, and a stream has one at a time; export whole windows";

    /// <summary>The pool of what the layer reads, [batch, values, steps], with what is added on both sides of it.</summary>
    public static string Pool(OnnxPlace at, string type, string laid, int size, int stride) =>
        at.Graph.Node(type, [laid], ("kernel_shape", new[] { size }), ("strides", new[] { StrideOf(size, stride) }));

    /// <summary>What the layer passes on, zeros past each window's length.</summary>
    public static Flow Finish(OnnxPlace at, string pooled, int size, int stride, Padding padding)
    {
        OnnxGraph graph = at.Graph;
        Flow output = at.Output(graph.Transpose(pooled, 2, 0, 1), graph.After(at.Input.Lengths, size, StrideOf(size, stride), padding == Padding.Valid ? 0 : size - 1));
        return output with { Value = graph.Masked(output) };
    }

    public static int StrideOf(int size, int stride) => stride == 0 ? size : stride;
}

/// <summary>[MaxPool1D].</summary>
internal sealed class OnnxMaxPool1D : OnnxLayer<MaxPool1DAttribute>
{
    protected override string WhyNotStreamed(MaxPool1DAttribute layer, DeclaredLayer declared) => OnnxPool1D.WhyNotStreamed;

    protected override Flow Add(MaxPool1DAttribute layer, OnnxPlace at)
    {
        string laid = at.Graph.Laid(at.Input, layer.Padding, layer.Size, OnnxPool1D.StrideOf(layer.Size, layer.Stride), OnnxGraphOperators.Lowest);
        return OnnxPool1D.Finish(at, OnnxPool1D.Pool(at, "MaxPool", laid, layer.Size, layer.Stride), layer.Size, layer.Stride, layer.Padding);
    }
}

/// <summary>[AveragePool1D]: the mean of the steps that are there. Where some of a reading may not be, their share of it is pooled too, and divides.</summary>
internal sealed class OnnxAveragePool1D : OnnxLayer<AveragePool1DAttribute>
{
    protected override string WhyNotStreamed(AveragePool1DAttribute layer, DeclaredLayer declared) => OnnxPool1D.WhyNotStreamed;

    protected override Flow Add(AveragePool1DAttribute layer, OnnxPlace at)
    {
        OnnxGraph graph = at.Graph;
        int stride = OnnxPool1D.StrideOf(layer.Size, layer.Stride);
        string Mean(Flow flow) => OnnxPool1D.Pool(at, "AveragePool", graph.Laid(flow, layer.Padding, layer.Size, stride, 0f), layer.Size, layer.Stride);

        string pooled = Mean(at.Input);
        if (at.Input.Lengths is not null || layer.Padding != Padding.Valid)
        {
            string ones = graph.Node("Expand", [graph.Constant(1f), graph.Concat(0, graph.Constant(at.Steps), at.Batch, graph.Constant(1))]);
            pooled = graph.Node("Div", [pooled, Mean(at.Input with { Value = ones })]);
        }

        return OnnxPool1D.Finish(at, pooled, layer.Size, layer.Stride, layer.Padding);
    }
}

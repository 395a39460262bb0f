using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>[Conv1D]: Conv over [batch, values, steps]. In a stream the earlier steps that a causal kernel reads are a state.</summary>
internal sealed class OnnxConv1D : OnnxLayer<Conv1DAttribute>
{
    private const string Earlier = "earlier";

    protected override string? WhyNotStreamed(Conv1DAttribute layer, DeclaredLayer declared) => layer is { Stride: 1, Padding: Padding.Causal } or { Stride: 1, Kernel: 1 }
        ? null
        : "its kernel reads steps that a stream has not seen yet, or leaves some out; export whole windows, or declare Padding.Causal and a stride of 1";

    protected override Flow Add(Conv1DAttribute layer, OnnxPlace at)
    {
        OnnxGraph graph = at.Graph;
        int span = layer.Dilation * (layer.Kernel - 1) + 1, padding = layer.Padding == Padding.Valid ? 0 : span - 1;
        string values = at.Streaming ? graph.Transpose(graph.Masked(at.Input), 1, 2, 0) : graph.Laid(at.Input, layer.Padding, span, layer.Stride, 0f);
        if (at.Streaming && span > 1)
        {
            // What a state holds is [batch, steps, values], as windows are.
            int width = at.Input.Shape.Width;
            string before = graph.Transpose(at.StateInput(Earlier, span - 1, width), 0, 2, 1);
            values = graph.Concat(2, before, values);
            at.StateOutput(Earlier, graph.Transpose(graph.Slice(values, 2, 1, span), 0, 2, 1), span - 1, width);
            padding = 0;
        }

        string sums = graph.Node(
            "Conv", [values, Kernel(at), .. at.Has("bias") ? [at.Tensor("bias")] : Array.Empty<string>()],
            ("kernel_shape", new[] { layer.Kernel }), ("strides", new[] { layer.Stride }), ("dilations", new[] { layer.Dilation }));
        return at.Output(graph.Transpose(graph.Activate(layer.Activation, sums), 2, 0, 1), graph.After(at.Input.Lengths, span, layer.Stride, padding));
    }

    /// <summary>Ours is [kernel, inputs, filters]; ONNX has [filters, inputs, kernel].</summary>
    private static string Kernel(OnnxPlace at)
    {
        int[] shape = at.ShapeOf("kernel");
        return at.Graph.Tensor("kernel", Layout.Transposed(at.Values("kernel"), shape, 2, 1, 0), shape[2], shape[1], shape[0]);
    }
}

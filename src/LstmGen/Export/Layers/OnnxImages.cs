namespace LstmGen.Export;

/// <summary>[Conv2D]: Conv over the images of all steps and windows.</summary>
internal sealed class OnnxConv2D : OnnxLayer<Conv2DAttribute>
{
    protected override Flow Add(Conv2DAttribute layer, OnnxPlace at)
    {
        int padding = layer.Padding == Padding.Valid ? 0 : layer.Kernel - 1, before = padding / 2, behind = padding - before;
        string sums = at.Graph.Node(
            "Conv", [at.Input.Value, Kernel(at), .. at.Has("bias") ? [at.Tensor("bias")] : Array.Empty<string>()],
            ("kernel_shape", new[] { layer.Kernel, layer.Kernel }), ("strides", new[] { layer.Stride, layer.Stride }), ("pads", new[] { before, before, behind, behind }));
        return at.Output(at.Graph.Activate(layer.Activation, sums));
    }

    /// <summary>Ours is [height, width, channels, filters]; ONNX has [filters, channels, height, width].</summary>
    private static string Kernel(OnnxPlace at)
    {
        int[] shape = at.ShapeOf("kernel");
        return at.Graph.Tensor("kernel", Layout.Transposed(at.Values("kernel"), shape, 3, 2, 0, 1), shape[3], shape[2], shape[0], shape[1]);
    }
}

/// <summary>[MaxPool2D].</summary>
internal sealed class OnnxMaxPool2D : OnnxLayer<MaxPool2DAttribute>
{
    protected override Flow Add(MaxPool2DAttribute layer, OnnxPlace at) =>
        at.Output(at.Graph.Node("MaxPool", [at.Input.Value], ("kernel_shape", new[] { layer.Size, layer.Size }), ("strides", new[] { layer.Size, layer.Size })));
}

/// <summary>[AveragePool2D].</summary>
internal sealed class OnnxAveragePool2D : OnnxLayer<AveragePool2DAttribute>
{
    protected override Flow Add(AveragePool2DAttribute layer, OnnxPlace at) =>
        at.Output(at.Graph.Node("AveragePool", [at.Input.Value], ("kernel_shape", new[] { layer.Size, layer.Size }), ("strides", new[] { layer.Size, layer.Size })));
}

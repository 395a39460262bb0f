namespace LstmGen.Export;

/// <summary>[Conv2D]: Conv over the images of all steps and windows.</summary>
internal sealed class OnnxConv2D : OnnxLayer<Conv2DAttribute>
{
    protected override Flow Add(Conv2DAttribute layer, OnnxPlace at)
    {
        (int kernel, int kernelWidth) = (layer.Kernel, Or(layer.KernelWidth, layer.Kernel));
        (int stride, int strideWidth) = (layer.Stride, Or(layer.StrideWidth, layer.Stride));
        (int dilation, int dilationWidth) = (layer.Dilation, Or(layer.DilationWidth, layer.Dilation));
        int[] pads = OnnxPadding.OfImage(
            layer.Padding, new(at.Input.Shape.FrameHeight, dilation * (kernel - 1) + 1, stride), new(at.Input.Shape.FrameWidth, dilationWidth * (kernelWidth - 1) + 1, strideWidth));
        string sums = at.Graph.Node(
            "Conv", [at.Input.Value, Kernel(at), .. at.Has("bias") ? [at.Tensor("bias")] : Array.Empty<string>()],
            ("kernel_shape", new[] { kernel, kernelWidth }), ("strides", new[] { stride, strideWidth }), ("dilations", new[] { dilation, dilationWidth }), ("pads", pads));
        return at.Output(at.Graph.Activate(layer.Activation, sums));
    }

    private static int Or(int width, int height) => width > 0 ? width : height;

    /// <summary>Ours is [height, width, channels, filters]; ONNX has [filters, channels, height, width].</summary>
    private static string Kernel(OnnxPlace at)
    {
        int[] shape = at.ShapeOf("kernel");
        return at.Graph.Tensor("kernel", Layout.Transposed(at.Values("kernel"), shape, 3, 2, 0, 1), shape[3], shape[2], shape[0], shape[1]);
    }
}

/// <summary>Pools over the images of all steps and windows; what lies outside of an image counts in none.</summary>
internal static class OnnxPool2D
{
    public static Flow Add(OnnxPlace at, string type, int size, int sizeWidth, int stride, int strideWidth, Padding padding)
    {
        sizeWidth = sizeWidth > 0 ? sizeWidth : size;
        strideWidth = strideWidth > 0 ? strideWidth : stride > 0 ? stride : sizeWidth;
        stride = stride > 0 ? stride : size;
        int[] pads = OnnxPadding.OfImage(padding, new(at.Input.Shape.FrameHeight, size, stride), new(at.Input.Shape.FrameWidth, sizeWidth, strideWidth));
        return at.Output(at.Graph.Node(type, [at.Input.Value], ("kernel_shape", new[] { size, sizeWidth }), ("strides", new[] { stride, strideWidth }), ("pads", pads)));
    }
}

/// <summary>[MaxPool2D].</summary>
internal sealed class OnnxMaxPool2D : OnnxLayer<MaxPool2DAttribute>
{
    protected override Flow Add(MaxPool2DAttribute layer, OnnxPlace at) =>
        OnnxPool2D.Add(at, "MaxPool", layer.Size, layer.SizeWidth, layer.Stride, layer.StrideWidth, layer.Padding);
}

/// <summary>[AveragePool2D].</summary>
internal sealed class OnnxAveragePool2D : OnnxLayer<AveragePool2DAttribute>
{
    protected override Flow Add(AveragePool2DAttribute layer, OnnxPlace at) =>
        OnnxPool2D.Add(at, "AveragePool", layer.Size, layer.SizeWidth, layer.Stride, layer.StrideWidth, layer.Padding);
}

using LstmGen.Import.Containers;

namespace LstmGen.Import.Formats.Keras;

// Layers over the picture of every step.
internal sealed partial class KerasMapper
{
    private void ReadPicture(KerasLayer layer, KerasLayer inner, IReadOnlyList<FileTensor> tensors)
    {
        if (_flow.Frame is not { } frame)
        {
            problems.Add(layer.Place, $"{inner.ClassName} over steps that are no pictures", "an input of (batch, steps, height, width, channels)");
            return;
        }

        if (inner.Config.Text("data_format") is "channels_first")
        {
            problems.Add(layer.Place, "data_format='channels_first'", "data_format='channels_last'");
            return;
        }

        if (inner.ClassName == "Conv2D") ReadConvolution2D(layer, inner, tensors, frame);
        else ReadPool2D(layer, inner, frame);
    }

    private void ReadConvolution2D(KerasLayer layer, KerasLayer inner, IReadOnlyList<FileTensor> tensors, int[] frame)
    {
        int filters = inner.Size("filters");
        int[] kernel = inner.Sizes("kernel_size", 2, 1);
        int[] strides = inner.Sizes("strides", 2, 1);
        int[] dilations = inner.Sizes("dilation_rate", 2, 1);
        bool bias = inner.Flag("use_bias", true);
        if (inner.Config.Whole("groups") is > 1) problems.Add(layer.Place, "groups of channels", "one group");
        Padding padding = ReadPadding(inner, Math.Max(strides[0], strides[1]));
        Count(layer, tensors, bias ? 2 : 1);
        var given = new List<ImportedTensor> { Take(layer, tensors[0], "kernel", kernel[0], kernel[1], frame[2], filters) };
        if (bias) given.Add(Take(layer, tensors[1], "bias", filters));
        Put(
            layer,
            new Conv2DAttribute(filters, kernel[0])
            {
                KernelWidth = kernel[1] == kernel[0] ? 0 : kernel[1],
                Stride = strides[0],
                StrideWidth = strides[1] == strides[0] ? 0 : strides[1],
                Dilation = dilations[0],
                DilationWidth = dilations[1] == dilations[0] ? 0 : dilations[1],
                Padding = padding,
                Activation = ReadActivation(inner, "activation", "linear"),
                UseBias = bias,
            },
            [.. given]);
        Shrink(layer, padding, [dilations[0] * (kernel[0] - 1) + 1, dilations[1] * (kernel[1] - 1) + 1], strides, filters);
    }

    private void ReadPool2D(KerasLayer layer, KerasLayer inner, int[] frame)
    {
        int[] size = inner.Sizes("pool_size", 2, 2);
        int[] strides = inner.Config.Find("strides") is null ? size : inner.Sizes("strides", 2, 1);
        Padding padding = ReadPadding(inner, Math.Max(strides[0], strides[1]));
        int width = size[1] == size[0] ? 0 : size[1];
        bool plain = strides.AsSpan().SequenceEqual(size);
        int stride = plain ? 0 : strides[0];
        int strideWidth = plain || strides[1] == strides[0] ? 0 : strides[1];
        Put(layer, inner.ClassName.StartsWith("Max", StringComparison.Ordinal)
            ? new MaxPool2DAttribute(size[0]) { SizeWidth = width, Stride = stride, StrideWidth = strideWidth, Padding = padding }
            : new AveragePool2DAttribute(size[0]) { SizeWidth = width, Stride = stride, StrideWidth = strideWidth, Padding = padding });
        Shrink(layer, padding, size, strides, frame[2]);
    }

    private void Shrink(KerasLayer layer, Padding padding, int[] reach, int[] strides, int channels)
    {
        int[] sides = new int[2];
        for (int i = 0; i < 2; i++)
        {
            int covered = padding == Padding.Valid ? reach[i] : 1;
            if (covered > _flow.Frame![i]) throw new InvalidDataException($"Expected pictures of at least {covered} points a side for {layer.Place}, but it reads {_flow.Frame[i]}.");
            sides[i] = ((_flow.Frame[i] - covered) / strides[i]) + 1;
        }

        _flow = new Flow(_flow.Steps, checked(sides[0] * sides[1] * channels), [sides[0], sides[1], channels]);
    }
}

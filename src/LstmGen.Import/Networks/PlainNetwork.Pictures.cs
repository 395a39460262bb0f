namespace LstmGen.Import.Networks;

// Layers over the picture of every step: height × width × channels, line by line.
internal static partial class PlainNetwork
{
    private static PlainFlow Convolve(ImportedLayer layer, Conv2DAttribute convolution, PlainFlow flow)
    {
        float[] kernel = Tensor(layer, "kernel");
        float[]? bias = Optional(layer, "bias");
        int[] size = [convolution.Kernel, convolution.KernelWidth == 0 ? convolution.Kernel : convolution.KernelWidth];
        int[] stride = [convolution.Stride, convolution.StrideWidth == 0 ? convolution.Stride : convolution.StrideWidth];
        int[] dilation = [convolution.Dilation, convolution.DilationWidth == 0 ? convolution.Dilation : convolution.DilationWidth];
        int channels = flow.Frame![2];
        int filters = convolution.Filters;
        return Slide(flow, [(dilation[0] * (size[0] - 1)) + 1, (dilation[1] * (size[1] - 1)) + 1], stride, convolution.Padding, filters, (picture, top, left, filter) =>
        {
            double sum = bias?[filter] ?? 0;
            for (int i = 0; i < size[0]; i++)
            {
                for (int j = 0; j < size[1]; j++)
                {
                    for (int channel = 0; channel < channels; channel++)
                    {
                        sum += (picture(top + (i * dilation[0]), left + (j * dilation[1]), channel) ?? 0) * kernel[(((((i * size[1]) + j) * channels) + channel) * filters) + filter];
                    }
                }
            }

            return PlainActivations.Apply(convolution.Activation, sum);
        });
    }

    private static PlainFlow Pool(PlainFlow flow, int[] given, int[] strides, Padding padding, bool largest)
    {
        int[] size = [given[0], given[1] == 0 ? given[0] : given[1]];
        int[] stride = [strides[0] == 0 ? size[0] : strides[0], strides[1] != 0 ? strides[1] : strides[0] == 0 ? size[1] : strides[0]];
        return Slide(flow, size, stride, padding, flow.Frame![2], (picture, top, left, channel) =>
        {
            IEnumerable<double> points =
                from i in Enumerable.Range(0, size[0])
                from j in Enumerable.Range(0, size[1])
                let point = picture(top + i, left + j, channel)
                where point is not null
                select point.Value;
            return largest ? points.Max() : points.Average();
        });
    }

    /// <summary>One value for each place and channel; a point outside the picture is null.</summary>
    private static PlainFlow Slide(PlainFlow flow, int[] reach, int[] stride, Padding padding, int channels, Func<Func<int, int, int, double?>, int, int, int, double> value)
    {
        (int height, int width, int depth) = (flow.Frame![0], flow.Frame[1], flow.Frame[2]);
        (int above, int lines) = Reach(height, reach[0], stride[0], padding);
        (int before, int columns) = Reach(width, reach[1], stride[1], padding);
        double[][] result = Array.ConvertAll(flow.Values, row =>
        {
            double? Point(int y, int x, int channel) => y < 0 || y >= height || x < 0 || x >= width ? null : row[(((y * width) + x) * depth) + channel];
            double[] picture = new double[lines * columns * channels];
            for (int y = 0; y < lines; y++)
            {
                for (int x = 0; x < columns; x++)
                {
                    for (int channel = 0; channel < channels; channel++)
                    {
                        picture[(((y * columns) + x) * channels) + channel] = value(Point, (y * stride[0]) - above, (x * stride[1]) - before, channel);
                    }
                }
            }

            return picture;
        });
        return new(result, flow.IsSequence, [lines, columns, channels]);
    }
}

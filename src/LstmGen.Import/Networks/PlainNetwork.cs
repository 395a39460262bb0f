namespace LstmGen.Import.Networks;

/// <summary>
/// A network of a file as its formulas say it: plain loops in double precision, which share nothing with the generated code. Imports are checked against it.
/// </summary>
internal static partial class PlainNetwork
{
    /// <summary>The answer to one window.</summary>
    /// <param name="network">As it was read.</param>
    /// <param name="window">Steps × values.</param>
    public static double[] Run(ImportedNetwork network, ReadOnlySpan<float> window)
    {
        int steps = network.Model.LookBack;
        int width = window.Length / steps;
        double[][] values = new double[steps][];
        for (int t = 0; t < steps; t++)
        {
            values[t] = new double[width];
            for (int i = 0; i < width; i++)
            {
                double x = window[(t * width) + i];
                values[t][i] = network.Scaling is { } scaling ? (x - scaling.InputOffsets[i]) / scaling.InputScales[i] : x;
            }
        }

        int[]? frame = network.Model.Height > 0 ? [network.Model.Height, network.Model.Width, Math.Max(network.Model.Channels, 1)] : null;
        var flow = new PlainFlow(values, IsSequence: true, frame);
        for (int i = 0; i < network.Layers.Count; i++)
        {
            bool wanted = WantsSequence(network.Layers, i);
            flow = Apply(network.Layers[i], flow, wanted);
        }

        return [.. flow.Values.SelectMany(row => network.Scaling is { } scaling && scaling.OutputScales.Count == row.Length
            ? row.Select((y, i) => (y * scaling.OutputScales[i]) + scaling.OutputOffsets[i])
            : row)];
    }

    /// <summary>LstmGen's rule: a recurrent layer passes on its steps where a later layer reads steps, before any that ends or begins a sequence.</summary>
    private static bool WantsSequence(IReadOnlyList<ImportedLayer> layers, int index)
    {
        for (int i = index + 1; i < layers.Count; i++)
        {
            switch (layers[i].Attribute)
            {
                case RepeatAttribute: return false;
                case LstmAttribute or GruAttribute or SimpleRnnAttribute or AttentionAttribute or CrfAttribute or CtcAttribute or Conv1DAttribute or MaxPool1DAttribute or AveragePool1DAttribute: return true;
                case FlattenAttribute or GlobalMaxPool1DAttribute or GlobalAveragePool1DAttribute or LastAttribute: return true;
            }
        }

        return false;
    }

    private static PlainFlow Apply(ImportedLayer layer, PlainFlow flow, bool sequenceWanted) => layer.Attribute switch
    {
        LstmAttribute lstm => Recurrent(layer, flow, sequenceWanted || lstm.ReturnSequences, lstm.Bidirectional, lstm.Merge, lstm.LastStep, (prefix, rows) => Lstm(layer, lstm, prefix, rows)),
        GruAttribute gru => Recurrent(layer, flow, sequenceWanted || gru.ReturnSequences, gru.Bidirectional, gru.Merge, gru.LastStep, (prefix, rows) => Gru(layer, gru, prefix, rows)),
        SimpleRnnAttribute simple => Recurrent(
            layer, flow, sequenceWanted || simple.ReturnSequences, simple.Bidirectional, simple.Merge, simple.LastStep, (prefix, rows) => SimpleRnn(layer, simple, prefix, rows)),
        DenseAttribute dense => flow.Map(row => Affine(layer, row, x => PlainActivations.Apply(dense.Activation, x))),
        SoftmaxAttribute => flow.Map(row => Softmax(Affine(layer, row, x => x))),
        SigmoidAttribute => flow.Map(row => Affine(layer, row, PlainActivations.Sigmoid)),
        ActivationAttribute activation => flow.Map(row => Array.ConvertAll(row, x => PlainActivations.Apply(activation.Activation, x, activation.NegativeSlope, activation.Alpha))),
        PReluAttribute => flow.Map(row => Sloped(Tensor(layer, "alpha"), row)),
        FlattenAttribute when flow.Frame is not null => flow with { Frame = null },
        FlattenAttribute => new PlainFlow([[.. flow.Values.SelectMany(row => row)]], false, null),
        GlobalMaxPool1DAttribute => new PlainFlow([Column(flow.Values, values => values.Max())], false, null),
        GlobalAveragePool1DAttribute => new PlainFlow([Column(flow.Values, values => values.Average())], false, null),
        LastAttribute last => new PlainFlow(flow.Values[^last.Steps..], last.Steps > 1, null),
        DropoutAttribute => flow,
        LayerNormAttribute norm => flow.Map(row => Normalize(layer, row, norm.Epsilon)),
        EmbeddingAttribute embedding => flow.Map(row => LookUp(layer, embedding, row)),
        Conv1DAttribute convolution => flow with { Values = Convolve(layer, convolution, flow.Values), Frame = null },
        MaxPool1DAttribute pool => flow with { Values = Pool(flow.Values, pool.Size, pool.Stride, pool.Padding, largest: true) },
        AveragePool1DAttribute pool => flow with { Values = Pool(flow.Values, pool.Size, pool.Stride, pool.Padding, largest: false) },
        Conv2DAttribute convolution => Convolve(layer, convolution, flow),
        MaxPool2DAttribute pool => Pool(flow, [pool.Size, pool.SizeWidth], [pool.Stride, pool.StrideWidth], pool.Padding, largest: true),
        AveragePool2DAttribute pool => Pool(flow, [pool.Size, pool.SizeWidth], [pool.Stride, pool.StrideWidth], pool.Padding, largest: false),
        MaskingAttribute masking => flow with { Values = Unpadded(flow.Values, (float)masking.Value) },
        BatchNormAttribute norm => flow.Map(row => Standardize(layer, row, norm.Epsilon)),
        RepeatAttribute repeat => flow with { Values = [.. Enumerable.Repeat(flow.Values[0], repeat.Times)], IsSequence = true },
        _ => throw new NotSupportedException($"Expected a layer that has a plain loop, but got [{layer.Kind}]."),
    };

    private static float[] Tensor(ImportedLayer layer, string name) =>
        layer.Tensors.FirstOrDefault(tensor => tensor.Name == name)?.Values ?? throw new InvalidOperationException($"Expected the tensor '{name}' of {layer.Place}, but it has none.");

    private static float[]? Optional(ImportedLayer layer, string name) => layer.Tensors.FirstOrDefault(tensor => tensor.Name == name)?.Values;

    private static double[] Affine(ImportedLayer layer, double[] row, Func<double, double> activation)
    {
        float[] kernel = Tensor(layer, "kernel");
        float[]? bias = Optional(layer, "bias");
        int units = kernel.Length / row.Length;
        double[] result = new double[units];
        for (int j = 0; j < units; j++)
        {
            double sum = bias?[j] ?? 0;
            for (int i = 0; i < row.Length; i++)
            {
                sum += row[i] * kernel[(i * units) + j];
            }

            result[j] = activation(sum);
        }

        return result;
    }

    private static double[] Sloped(float[] slopes, double[] row) => [.. row.Select((x, i) => x > 0 ? x : x * slopes[slopes.Length == 1 ? 0 : i])];

    private static double[] Column(double[][] rows, Func<IEnumerable<double>, double> of) => [.. Enumerable.Range(0, rows[0].Length).Select(i => of(rows.Select(row => row[i])))];

    private static double[] Softmax(double[] row)
    {
        double most = row.Max();
        double[] powers = Array.ConvertAll(row, x => Math.Exp(x - most));
        double sum = powers.Sum();
        return Array.ConvertAll(powers, power => power / sum);
    }

    private static double[] Normalize(ImportedLayer layer, double[] row, double epsilon)
    {
        float[] gamma = Tensor(layer, "gamma");
        float[] beta = Tensor(layer, "beta");
        double mean = row.Average();
        double variance = row.Sum(x => (x - mean) * (x - mean)) / row.Length;
        return [.. row.Select((x, i) => (gamma[i] * (x - mean) / Math.Sqrt(variance + epsilon)) + beta[i])];
    }

    private static double[] LookUp(ImportedLayer layer, EmbeddingAttribute embedding, double[] row)
    {
        float[] table = Tensor(layer, "embeddings");
        int id = (int)row[0];
        return [.. table.AsSpan(id * embedding.Dimension, embedding.Dimension).ToArray().Select(x => (double)x)];
    }

    private static double[][] Convolve(ImportedLayer layer, Conv1DAttribute convolution, double[][] rows)
    {
        float[] kernel = Tensor(layer, "kernel");
        float[]? bias = Optional(layer, "bias");
        int inputs = rows[0].Length;
        (int before, int steps) = Reach(rows.Length, (convolution.Dilation * (convolution.Kernel - 1)) + 1, convolution.Stride, convolution.Padding);
        double[][] result = new double[steps][];
        for (int t = 0; t < steps; t++)
        {
            result[t] = new double[convolution.Filters];
            for (int f = 0; f < convolution.Filters; f++)
            {
                double sum = bias?[f] ?? 0;
                for (int k = 0; k < convolution.Kernel; k++)
                {
                    int from = (t * convolution.Stride) + (k * convolution.Dilation) - before;
                    for (int i = 0; from >= 0 && from < rows.Length && i < inputs; i++)
                    {
                        sum += rows[from][i] * kernel[(((k * inputs) + i) * convolution.Filters) + f];
                    }
                }

                result[t][f] = PlainActivations.Apply(convolution.Activation, sum);
            }
        }

        return result;
    }

    private static double[][] Pool(double[][] rows, int size, int stride, Padding padding, bool largest)
    {
        int step = stride == 0 ? size : stride;
        (int before, int steps) = Reach(rows.Length, size, step, padding);
        double[][] result = new double[steps][];
        for (int t = 0; t < result.Length; t++)
        {
            int first = Math.Max((t * step) - before, 0);
            int behind = Math.Min((t * step) - before + size, rows.Length);
            result[t] = new double[rows[0].Length];
            for (int i = 0; i < result[t].Length; i++)
            {
                IEnumerable<double> window = Enumerable.Range(first, behind - first).Select(at => rows[at][i]);
                result[t][i] = largest ? window.Max() : window.Average();
            }
        }

        return result;
    }

    /// <summary>Zeros before n steps, and how many come out.</summary>
    private static (int Before, int Steps) Reach(int n, int reach, int stride, Padding padding)
    {
        int all = ((n - 1) / stride) + 1;
        return padding switch
        {
            Padding.Valid => (0, ((n - reach) / stride) + 1),
            Padding.Same => ((reach - 1) / 2, all),
            Padding.KerasSame => (Math.Max(((all - 1) * stride) + reach - n, 0) / 2, all),
            _ => (reach - 1, all),
        };
    }

    private static double[][] Unpadded(double[][] rows, float value)
    {
        int length = rows.Length;
        while (length > 1 && Array.TrueForAll(rows[length - 1], x => x == value))
        {
            length--;
        }

        return rows[..length];
    }

    private static double[] Standardize(ImportedLayer layer, double[] row, double epsilon)
    {
        float[] mean = Tensor(layer, "moving_mean");
        float[] variance = Tensor(layer, "moving_variance");
        float[]? gamma = Optional(layer, "gamma");
        float[]? beta = Optional(layer, "beta");
        return [.. row.Select((x, i) =>
        {
            int channel = i % mean.Length;
            return ((gamma?[channel] ?? 1) * (x - mean[channel]) / Math.Sqrt(Math.Max(variance[channel], 0) + epsilon)) + (beta?[channel] ?? 0);
        })];
    }

    /// <summary>What flows between two layers.</summary>
    /// <param name="Values">A row a step; one row for a vector.</param>
    /// <param name="IsSequence">Whether there are steps.</param>
    /// <param name="Frame">Height, width and channels of a picture, or null.</param>
    private sealed record PlainFlow(double[][] Values, bool IsSequence, int[]? Frame)
    {
        public PlainFlow Map(Func<double[], double[]> map) => this with { Values = Array.ConvertAll(Values, row => map(row)) };
    }
}

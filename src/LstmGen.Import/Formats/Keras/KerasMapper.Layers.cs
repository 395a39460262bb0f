using LstmGen.Import.Containers;

namespace LstmGen.Import.Formats.Keras;

// Every other layer that has a counterpart.
internal sealed partial class KerasMapper
{
    private static readonly Dictionary<string, Action<KerasMapper, KerasLayer, IReadOnlyList<FileTensor>>> s_readers = new(StringComparer.Ordinal)
    {
        ["LSTM"] = (mapper, layer, tensors) => mapper.ReadRecurrent(layer, tensors),
        ["GRU"] = (mapper, layer, tensors) => mapper.ReadRecurrent(layer, tensors),
        ["SimpleRNN"] = (mapper, layer, tensors) => mapper.ReadRecurrent(layer, tensors),
        ["CuDNNLSTM"] = (mapper, layer, tensors) => mapper.ReadRecurrent(layer, tensors),
        ["CuDNNGRU"] = (mapper, layer, tensors) => mapper.ReadRecurrent(layer, tensors),
        ["Bidirectional"] = (mapper, layer, tensors) => mapper.ReadBidirectional(layer, tensors),
        ["TimeDistributed"] = (mapper, layer, tensors) => mapper.ReadTimeDistributed(layer, tensors),
        ["Dense"] = (mapper, layer, tensors) => mapper.ReadDense(layer, layer, tensors),
        ["Embedding"] = (mapper, layer, tensors) => mapper.ReadEmbedding(layer, tensors),
        ["Conv1D"] = (mapper, layer, tensors) => mapper.ReadConvolution(layer, tensors),
        ["Convolution1D"] = (mapper, layer, tensors) => mapper.ReadConvolution(layer, tensors),
        ["MaxPooling1D"] = (mapper, layer, _) => mapper.ReadPool(layer),
        ["AveragePooling1D"] = (mapper, layer, _) => mapper.ReadPool(layer),
        ["RepeatVector"] = (mapper, layer, _) => mapper.ReadRepeat(layer),
        ["LayerNormalization"] = (mapper, layer, tensors) => mapper.ReadLayerNorm(layer, tensors),
        ["Activation"] = (mapper, layer, _) => mapper.ReadActivationLayer(layer),
        ["Softmax"] = (mapper, layer, _) => mapper.ReadSoftmaxLayer(layer),
        ["LeakyReLU"] = (mapper, layer, _) => mapper.ReadLeaky(layer),
        ["ReLU"] = (mapper, layer, _) => mapper.ReadRelu(layer),
        ["ELU"] = (mapper, layer, _) => mapper.ReadElu(layer),
        ["Dropout"] = (mapper, layer, _) => mapper.ReadDropout(layer),
        ["SpatialDropout1D"] = (mapper, layer, _) => mapper.ReadNoise(layer, "drops whole columns"),
        ["GaussianNoise"] = (mapper, layer, _) => mapper.ReadNoise(layer, "adds noise"),
        ["GaussianDropout"] = (mapper, layer, _) => mapper.ReadNoise(layer, "multiplies noise"),
        ["AlphaDropout"] = (mapper, layer, _) => mapper.ReadNoise(layer, "drops values"),
        ["ActivityRegularization"] = (mapper, layer, _) => mapper.ReadNoise(layer, "adds to the loss"),
        ["Flatten"] = (mapper, layer, _) => mapper.ReadFlatten(layer),
        ["Masking"] = (mapper, layer, _) => mapper.ReadMasking(layer),
        ["BatchNormalization"] = (mapper, layer, tensors) => mapper.ReadBatchNorm(layer, layer, tensors),
        ["PReLU"] = (mapper, layer, tensors) => mapper.ReadPRelu(layer, tensors),
        ["GlobalMaxPooling1D"] = (mapper, layer, _) => mapper.ReadGlobalPool(layer, new GlobalMaxPool1DAttribute()),
        ["GlobalMaxPool1D"] = (mapper, layer, _) => mapper.ReadGlobalPool(layer, new GlobalMaxPool1DAttribute()),
        ["GlobalAveragePooling1D"] = (mapper, layer, _) => mapper.ReadGlobalPool(layer, new GlobalAveragePool1DAttribute()),
        ["GlobalAvgPool1D"] = (mapper, layer, _) => mapper.ReadGlobalPool(layer, new GlobalAveragePool1DAttribute()),
        ["MaxPool1D"] = (mapper, layer, _) => mapper.ReadPool(layer),
        ["AvgPool1D"] = (mapper, layer, _) => mapper.ReadPool(layer),
        ["Cropping1D"] = (mapper, layer, _) => mapper.ReadCropping(layer),
        ["Reshape"] = (mapper, layer, _) => mapper.ReadReshape(layer),
    };

    private void ReadTimeDistributed(KerasLayer layer, IReadOnlyList<FileTensor> tensors)
    {
        KerasLayer inner = layer.Inner();
        if (_flow.Steps is null)
        {
            problems.Add(layer.Place, "TimeDistributed over one vector", "return_sequences=True on the layer above");
            return;
        }

        switch (inner.ClassName)
        {
            case "Dense":
                ReadDense(layer, inner with { Index = layer.Index }, tensors);
                break;
            case "Activation" or "LeakyReLU" or "ReLU" or "ELU" or "Dropout" or "LayerNormalization":
                s_readers[inner.ClassName](this, inner, tensors);
                break;
            case "Flatten":
                if (_flow.Frame is null) break;
                Put(layer, new FlattenAttribute());
                _flow = _flow with { Frame = null };
                break;
            case "Conv2D" or "MaxPooling2D" or "MaxPool2D" or "AveragePooling2D" or "AvgPool2D":
                ReadPicture(layer, inner, tensors);
                break;
            case "BatchNormalization":
                ReadBatchNorm(layer, inner, tensors);
                break;
            default:
                problems.Add(layer.Place, $"TimeDistributed({inner.ClassName})", "TimeDistributed of Dense, Conv2D, pools, Flatten, Activation, Dropout, LayerNormalization or BatchNormalization");
                break;
        }
    }

    private void ReadDense(KerasLayer layer, KerasLayer dense, IReadOnlyList<FileTensor> tensors)
    {
        int units = dense.Size("units");
        bool bias = dense.Flag("use_bias", true);
        Count(layer, tensors, bias ? 2 : 1);
        var given = new List<ImportedTensor> { Take(layer, tensors[0], "kernel", _flow.Width, units) };
        if (bias) given.Add(Take(layer, tensors[1], "bias", units));
        LayerAttribute attribute;
        if (IsSoftmax(dense, "activation"))
        {
            if (!EndsModel()) problems.Add(layer.Place, "a softmax in the middle of the model", "Dense and softmax as the last layers, which become [Softmax]");
            attribute = new SoftmaxAttribute(units) { UseBias = bias };
        }
        else
        {
            Activation activation = ReadActivation(dense, "activation", "linear");
            attribute = activation == Activation.Sigmoid && EndsModel() && IsBinary
                ? new SigmoidAttribute(units) { UseBias = bias }
                : new DenseAttribute(units) { Activation = activation, UseBias = bias };
        }

        Put(layer, attribute, [.. given]);
        _flow = _flow with { Width = units, Frame = null };
    }

    private void ReadEmbedding(KerasLayer layer, IReadOnlyList<FileTensor> tensors)
    {
        int vocabulary = layer.Size("input_dim");
        int dimension = layer.Size("output_dim");
        if (_index > 0) problems.Add(layer.Place, "an Embedding that is not the first layer", "an Embedding that reads the ids of the input");
        Count(layer, tensors, 1);
        Put(layer, new EmbeddingAttribute(vocabulary, dimension) { MaskZero = layer.Flag("mask_zero", false) }, Take(layer, tensors[0], "embeddings", vocabulary, dimension));
        _flow = new Flow(_flow.Steps, dimension, null);
    }

    private void ReadConvolution(KerasLayer layer, IReadOnlyList<FileTensor> tensors)
    {
        if (!Sliding(layer)) return;
        int filters = layer.Size("filters");
        int kernel = layer.Sizes("kernel_size", 1, 0)[0];
        int stride = layer.Sizes("strides", 1, 1)[0];
        int dilation = layer.Sizes("dilation_rate", 1, 1)[0];
        bool bias = layer.Flag("use_bias", true);
        if (layer.Config.Whole("groups") is > 1) problems.Add(layer.Place, "groups of channels", "one group");
        Padding padding = ReadPadding(layer, stride);
        Count(layer, tensors, bias ? 2 : 1);
        var given = new List<ImportedTensor> { Take(layer, tensors[0], "kernel", kernel, _flow.Width, filters) };
        if (bias) given.Add(Take(layer, tensors[1], "bias", filters));
        var attribute = new Conv1DAttribute(filters, kernel)
        {
            Stride = stride,
            Dilation = dilation,
            Padding = padding,
            Activation = ReadActivation(layer, "activation", "linear"),
            UseBias = bias,
        };
        Put(layer, attribute, [.. given]);
        int reach = (dilation * (kernel - 1)) + 1;
        Slide(layer, padding == Padding.Valid ? reach : 1, stride, filters);
    }

    private void ReadPool(KerasLayer layer)
    {
        if (!Sliding(layer)) return;
        int size = layer.Sizes("pool_size", 1, 2)[0];
        int stride = layer.Sizes("strides", 1, size)[0];
        Padding padding = ReadPadding(layer, stride);
        int given = stride == size ? 0 : stride;
        Put(layer, layer.ClassName is "MaxPooling1D" or "MaxPool1D"
            ? new MaxPool1DAttribute(size) { Stride = given, Padding = padding }
            : new AveragePool1DAttribute(size) { Stride = given, Padding = padding });
        Slide(layer, padding == Padding.Valid ? size : 1, stride, _flow.Width);
    }

    /// <summary>Whether a layer that slides over steps has some.</summary>
    private bool Sliding(KerasLayer layer)
    {
        if (layer.Config.Text("data_format") is "channels_first")
        {
            problems.Add(layer.Place, "data_format='channels_first'", "data_format='channels_last'");
            return false;
        }

        if (_flow.Steps is not null && _flow.Frame is null) return true;
        problems.Add(layer.Place, "a layer that slides over steps, and none come in", "return_sequences=True on the layer above");
        return false;
    }

    private Padding ReadPadding(KerasLayer layer, int stride)
    {
        string padding = layer.Config.Text("padding") ?? "valid";
        switch (padding)
        {
            case "valid": return Padding.Valid;
            case "same": return stride > 1 ? Padding.KerasSame : Padding.Same;
            case "causal": return Padding.Causal;
            default:
                problems.Add(layer.Place, $"padding='{padding}'", "padding='valid', 'same' or 'causal'");
                return Padding.Valid;
        }
    }

    private void Slide(KerasLayer layer, int reach, int stride, int width)
    {
        int steps = ((_flow.Steps!.Value - reach) / stride) + 1;
        if (reach > _flow.Steps) throw new InvalidDataException($"Expected at least {reach} steps for {layer.Place}, but it reads {_flow.Steps}.");
        _flow = new Flow(steps, width, null);
    }

    /// <summary>Padding behind a window is its length; Keras skips padding in front and between too.</summary>
    private void ReadMasking(KerasLayer layer)
    {
        if (_index > 0) problems.Add(layer.Place, "a Masking that is not the first layer", "a Masking at the top");
        Put(layer, new MaskingAttribute(layer.Config.Number("mask_value") ?? 0));
        Note($"{layer.Place}: padding stands behind the steps of a window, and is its length. Keras also skips padding in front and between, which is refused here.");
    }

    private void ReadBatchNorm(KerasLayer layer, KerasLayer norm, IReadOnlyList<FileTensor> tensors)
    {
        int rank = _flow.Frame is not null ? 4 : _flow.Steps is null ? 1 : 2;
        if (norm.Config.Wholes("axis") is { } axis && axis is not [-1] && axis[0] != rank)
        {
            problems.Add(layer.Place, "a BatchNormalization over another axis than the last", "axis=-1");
            return;
        }

        int width = _flow.Frame is { } frame ? frame[2] : _flow.Width;
        bool scale = norm.Flag("scale", true);
        bool center = norm.Flag("center", true);
        Count(layer, tensors, 2 + (scale ? 1 : 0) + (center ? 1 : 0));
        string[] names = [.. new[] { scale ? "gamma" : "", center ? "beta" : "", "moving_mean", "moving_variance" }.Where(name => name.Length > 0)];
        bool frozen = !layer.Flag("trainable", true) || !norm.Flag("trainable", true);
        var attribute = new BatchNormAttribute
        {
            Epsilon = norm.Config.Number("epsilon") ?? 1e-3,
            Momentum = norm.Config.Number("momentum") ?? 0.99,
            Scale = scale,
            Center = center,
            Frozen = frozen,
        };
        Put(layer, attribute, [.. names.Select((name, i) => Take(layer, tensors[i], name, width))]);
        if (frozen) Note($"{layer.Place} is not trainable: training leaves it as the file has it.");
    }

    private void ReadRepeat(KerasLayer layer)
    {
        int times = layer.Size("n");
        if (_flow.Steps is not null) problems.Add(layer.Place, "a RepeatVector of a sequence", "return_sequences=False on the layer above");
        Put(layer, new RepeatAttribute(times));
        _flow = new Flow(times, _flow.Width, null);
    }

    private void ReadLayerNorm(KerasLayer layer, IReadOnlyList<FileTensor> tensors)
    {
        if (layer.Config.Wholes("axis") is { } axis && axis is not [-1] && axis is not [2])
        {
            problems.Add(layer.Place, "a LayerNormalization over another axis than the last", "axis=-1");
        }

        bool scale = layer.Flag("scale", true);
        bool center = layer.Flag("center", true);
        Count(layer, tensors, (scale ? 1 : 0) + (center ? 1 : 0));
        int next = 0;
        ImportedTensor gamma = scale ? Take(layer, tensors[next++], "gamma", _flow.Width) : new("gamma", [_flow.Width], Filled(1f));
        ImportedTensor beta = center ? Take(layer, tensors[next], "beta", _flow.Width) : new("beta", [_flow.Width], Filled(0f));
        Put(layer, new LayerNormAttribute { Epsilon = layer.Config.Number("epsilon") ?? 1e-3 }, gamma, beta);
    }

    private float[] Filled(float value) => [.. Enumerable.Repeat(value, _flow.Width)];

    private void ReadDropout(KerasLayer layer)
    {
        double rate = layer.Rate("rate");
        if (rate > 0) Put(layer, new DropoutAttribute(rate));
    }

    private void ReadNoise(KerasLayer layer, string does) => Note($"{layer.Place} {does} in training alone, and is left out.");

    /// <summary>Of one vector it changes nothing.</summary>
    private void ReadFlatten(KerasLayer layer)
    {
        if (_flow.Steps is not { } steps) return;
        Put(layer, new FlattenAttribute());
        _flow = new Flow(null, checked(steps * _flow.Width), null);
    }

    private void ReadGlobalPool(KerasLayer layer, LayerAttribute attribute)
    {
        if (layer.Flag("keepdims", false)) problems.Add(layer.Place, "keepdims=True", "keepdims=False, and RepeatVector(1) behind it");
        if (!Sliding(layer)) return;
        Put(layer, attribute);
        _flow = new Flow(null, _flow.Width, null);
    }

    /// <summary>Steps that are cut off in front leave the last ones.</summary>
    private void ReadCropping(KerasLayer layer)
    {
        if (!Sliding(layer)) return;
        int[] cut = layer.Config.Wholes("cropping") is { Length: 2 } both ? both : layer.Config.Wholes("cropping") is [var one] ? [one, one] : [1, 1];
        int left = _flow.Steps!.Value - cut[0] - cut[1];
        if (cut[1] != 0 || left < 2)
        {
            problems.Add(layer.Place, $"cropping=({cut[0]}, {cut[1]})", "cropping in front alone, which leaves at least two steps, [Last(n)]");
            return;
        }

        Put(layer, new LastAttribute(left));
        _flow = _flow with { Steps = left };
    }

    /// <summary>A reshape that changes nothing is left out.</summary>
    private void ReadReshape(KerasLayer layer)
    {
        int[] target = layer.Config.Wholes("target_shape") ?? [];
        int[] now = _flow.Steps is { } steps ? [steps, _flow.Width] : [_flow.Width];
        if (target.SequenceEqual(now)) return;
        if (_flow.Steps is null && target is [1, var width] && (width == _flow.Width || width == -1))
        {
            Put(layer, new RepeatAttribute(1));
            _flow = new Flow(1, _flow.Width, null);
            return;
        }

        problems.Add(layer.Place, $"a Reshape of ({string.Join(", ", now)}) to ({string.Join(", ", target)})", "give the model its steps and values in that order");
    }
}

using System.Globalization;

namespace LstmGen.Import.Formats.Onnx;

// Products, convolutions, activations.
internal sealed partial class OnnxReader
{
    private (OnnxLayer Layer, long Steps)? _undivided;

    private OnnxValue? MatMul(OnnxNode node, OnnxFlow given)
    {
        if (ConstantOf(node, 1) is not { Rank: 2 } weights) return Problem(node, "a product of two values", "a product with constant weights, which is a Dense");
        return Dense(node, given, weights, null, turned: false);
    }

    private OnnxValue? Gemm(OnnxNode node, OnnxFlow given)
    {
        if (ConstantOf(node, 1) is not { Rank: 2 } weights) return Problem(node, "a product of two values", "a product with constant weights, which is a Dense");
        if (node.Whole("transA", 0) != 0 || node.Single("alpha", 1) != 1 || node.Single("beta", 1) != 1) return Problem(node, "a product with transA, alpha or beta", "a plain product");
        OnnxTensor? bias = node.Has(2) ? ConstantOf(node, 2) : null;
        return node.Has(2) && bias is null ? Problem(node, "a bias that is no constant", "a constant bias") : Dense(node, given, weights, bias, node.Whole("transB", 0) != 0);
    }

    private OnnxValue Dense(OnnxNode node, OnnxFlow given, OnnxTensor weights, OnnxTensor? bias, bool turned)
    {
        OnnxFlow flow = Enter(given);
        int inputs = weights.Shape[turned ? 1 : 0];
        int units = weights.Shape[turned ? 0 : 1];
        if (flow.Dimensions.Count == 0 || Values(flow.Dimensions[^1], inputs, node) is null) return new OnnxUnknown();
        float[] kernel = weights.Floats;
        if (turned)
        {
            float[] source = kernel;
            kernel = new float[source.Length];
            for (int u = 0; u < units; u++)
            {
                for (int i = 0; i < inputs; i++)
                {
                    kernel[(i * units) + u] = source[(u * inputs) + i];
                }
            }
        }

        var layer = new OnnxLayer(node.Place, new DenseAttribute(units) { UseBias = false }, new ImportedTensor("kernel", [inputs, units], kernel));
        _layers.Add(layer);
        if (bias is not null && !AddBias(layer, bias, units)) throw new InvalidDataException($"Expected a bias of {units} values of {node.Place} of {_what}, but got {bias.ShapeText}.");
        return new OnnxFlow([.. flow.Dimensions.SkipLast(1), [new OnnxAxis(units, OnnxRole.Values)]], layer);
    }

    private static bool AddBias(OnnxLayer layer, OnnxTensor bias, int units)
    {
        if (layer.Attribute is not DenseAttribute { UseBias: false, Activation: Activation.Linear } dense || bias.Count != units || (bias.Rank > 0 && bias.Shape[^1] != units && units != 1)) return false;
        dense.UseBias = true;
        layer.Tensors.Add(new("bias", [units], bias.Floats));
        return true;
    }

    private OnnxValue? Add(OnnxNode node, OnnxFlow flow)
    {
        OnnxTensor? bias = ConstantOf(node, 0) ?? ConstantOf(node, 1);
        if (bias is not null && flow.Layer is { } layer && layer == _layers[^1] && flow.Dimensions.Count > 0
            && flow.Dimensions[^1] is [{ Role: OnnxRole.Values } values] && AddBias(layer, bias, (int)values.Size))
        {
            return flow;
        }

        if (bias is not null && Scale(node, flow)) return Behind(flow);
        return bias is null && Residual(node) is { } sum ? sum : Problem(node, bias is null ? "a sum of two values" : "a constant that is added", bias is null ? "[Residual] adds what an earlier layer read; declare it and fill it by hand" : "a bias of a Dense, or Scaling in [LstmModel]");
    }

    /// <summary>Two values are added: both directions of a layer, or what an earlier layer read.</summary>
    private OnnxFlow? Residual(OnnxNode node)
    {
        if (node.Inputs.Count != 2 || Find(node.Inputs[0]) is not OnnxFlow one || Find(node.Inputs[1]) is not OnnxFlow other) return null;
        if (one.Part is not null && other.Part is not null && one.Part != other.Part && one.Layer == other.Layer && one.IsFinalState == other.IsFinalState && Merged(one.Layer!, Merge.Sum))
        {
            return one with { Part = null };
        }

        int IndexOf(OnnxFlow flow) => flow.Layer is null ? -1 : _layers.IndexOf(flow.Layer);
        (OnnxFlow late, OnnxFlow early) = IndexOf(one) > IndexOf(other) ? (one, other) : (other, one);
        if (_layers.Count == 0 || late.Layer != _layers[^1] || late.Layer == early.Layer || late.IsFinalState || early.IsFinalState || !late.Sizes.AsSpan().SequenceEqual(early.Sizes)) return null;
        var layer = new OnnxLayer(node.Place, new ResidualAttribute(IndexOf(late) - IndexOf(early)));
        _layers.Add(layer);
        return late with { Layer = layer };
    }

    /// <summary>Both directions become one by a reduction over them; null where it is over something else.</summary>
    private OnnxValue? MergeOf(OnnxNode node, OnnxFlow flow, Merge merge)
    {
        long[]? axes = node.Wholes("axes") ?? ConstantOf(node, 1)?.Wholes;
        if (axes is not [var only] || flow.Layer is not { } layer) return null;
        int axis = OnnxFolding.Axis(only, flow.Dimensions.Count);
        if (flow.Dimensions[axis] is not [{ Role: OnnxRole.Direction, Size: 2 }] || !Merged(layer, merge)) return null;
        bool keeps = node.Whole("keepdims", 1) != 0;
        return flow with { Dimensions = [.. flow.Dimensions.Select((given, i) => i == axis ? [] : given).Where((_, i) => keeps || i != axis)] };
    }

    /// <summary>A vector that is put at every one of some steps.</summary>
    private OnnxValue Repeat(OnnxNode node, OnnxFlow given, long[]? sizes)
    {
        OnnxFlow flow = Enter(given);
        if (sizes is null) return Problem(node, "a repetition whose number is not known before it runs", "a fixed number");
        int rank = Math.Max(flow.Dimensions.Count, sizes.Length);
        IReadOnlyList<OnnxAxis>[] dimensions = [.. Enumerable.Repeat<IReadOnlyList<OnnxAxis>>([], rank - flow.Dimensions.Count), .. flow.Dimensions];
        long[] targets = [.. Enumerable.Repeat(1L, rank - sizes.Length), .. sizes];
        int place = -1;
        for (int i = 0; i < rank; i++)
        {
            if (targets[i] == 1 || targets[i] == dimensions[i].Aggregate(1L, (product, axis) => product * axis.Size)) continue;
            if (place >= 0 || dimensions[i].Any(axis => axis.Size != 1) || targets[i] > int.MaxValue || flow.HasSteps) return Problem(node, "a repetition of more than one vector", "RepeatVector of the last step");
            place = i;
        }

        if (place < 0) return flow;
        var layer = new OnnxLayer(node.Place, new RepeatAttribute((int)targets[place]));
        _layers.Add(layer);
        dimensions[place] = [new OnnxAxis(targets[place], OnnxRole.Steps)];
        return new OnnxFlow(dimensions, layer);
    }

    private OnnxValue Activate(OnnxNode node, OnnxFlow given, Activation activation)
    {
        OnnxFlow flow = Enter(given);
        if (flow.Layer is { } layer && _layers.Count > 0 && layer == _layers[^1])
        {
            if (layer.Attribute is DenseAttribute { Activation: Activation.Linear } dense)
            {
                dense.Activation = activation;
                return flow;
            }

            if (layer.Attribute is Conv1DAttribute { Activation: Activation.Linear } convolution)
            {
                convolution.Activation = activation;
                return flow;
            }
        }

        var own = new OnnxLayer(node.Place, new ActivationAttribute(activation));
        _layers.Add(own);
        return flow with { Layer = own, IsFinalState = false };
    }

    /// <summary>A number that was written as a float, as its user wrote it.</summary>
    private static double Exact(float value) => double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private OnnxFlow ActivateApart(OnnxNode node, OnnxFlow given, ActivationAttribute attribute)
    {
        OnnxFlow flow = Enter(given);
        var layer = new OnnxLayer(node.Place, attribute);
        _layers.Add(layer);
        return flow with { Layer = layer, IsFinalState = false };
    }

    private OnnxValue PRelu(OnnxNode node, OnnxFlow given)
    {
        OnnxFlow flow = Enter(given);
        long width = flow.Dimensions.Count == 0 ? 0 : flow.Sizes[^1];
        if (ConstantOf(node, 1) is not { } slopes || (slopes.Count != 1 && (slopes.Count != width || slopes.Shape[^1] != width)))
        {
            return Problem(node, "slopes that are not one for each value of a step, or one for all", "PReLU with shared_axes=[1], or num_parameters=1");
        }

        var layer = new OnnxLayer(node.Place, new PReluAttribute { Shared = slopes.Count == 1 }, new ImportedTensor("alpha", [(int)slopes.Count], slopes.Floats));
        _layers.Add(layer);
        return flow with { Layer = layer, IsFinalState = false };
    }

    /// <summary>The largest or the mean over all steps.</summary>
    private OnnxValue GlobalPool(OnnxNode node, OnnxFlow given, LayerAttribute attribute)
    {
        OnnxFlow flow = Enter(given);
        int rank = flow.Dimensions.Count;
        bool global = node.Op.StartsWith("Global", StringComparison.Ordinal);
        long[]? axes = global ? [rank - 1] : node.Wholes("axes") ?? ConstantOf(node, 1)?.Wholes;
        if (axes is not [var only]) return Problem(node, "a reduction over several axes", "a reduction over the steps");
        int axis = OnnxFolding.Axis(only, rank);
        if (global && flow.Dimensions[axis] is [{ Role: OnnxRole.Unknown } unknown]) unknown.Role = OnnxRole.Steps;
        if (flow.Dimensions[axis] is not [{ Role: OnnxRole.Steps }]) return Problem(node, "a reduction over another axis than the steps", "a reduction over the steps");
        KeepSteps();
        var layer = new OnnxLayer(node.Place, attribute);
        _layers.Add(layer);
        bool keeps = global || node.Whole("keepdims", 1) != 0;
        return new OnnxFlow([.. flow.Dimensions.Select((given, i) => i == axis ? [] : given).Where((_, i) => keeps || i != axis)], layer);
    }

    /// <summary>A sum over the steps, which a division by their number makes a mean.</summary>
    private OnnxValue SumOfSteps(OnnxNode node, OnnxFlow flow)
    {
        OnnxValue result = GlobalPool(node, flow, new GlobalAveragePool1DAttribute());
        if (result is OnnxFlow sum && (node.Wholes("axes") ?? ConstantOf(node, 1)?.Wholes) is [var axis])
        {
            _undivided = (sum.Layer!, flow.Sizes[OnnxFolding.Axis(axis, flow.Dimensions.Count)]);
        }

        return result;
    }

    private bool Divided(OnnxNode node, OnnxFlow flow)
    {
        if (node.Op != "Div" || _undivided is not { } sum || flow.Layer != sum.Layer || ConstantOf(node, 1) is not { } steps || !Array.TrueForAll(steps.Values, value => value == sum.Steps)) return false;
        _undivided = null;
        return true;
    }

    private OnnxFlow LastSteps(OnnxNode node, OnnxFlow given, int axis, int steps)
    {
        OnnxFlow flow = Enter(given);
        KeepSteps();
        var layer = new OnnxLayer(node.Place, new LastAttribute(steps));
        _layers.Add(layer);
        return new OnnxFlow([.. flow.Dimensions.Select((axes, i) => i == axis ? [new OnnxAxis(steps, OnnxRole.Steps)] : axes)], layer);
    }

    private OnnxValue Parametric(OnnxNode node, OnnxFlow flow, float fallback, string name, (float Value, Activation Activation)[] known)
    {
        float value = node.Single(name, fallback);
        foreach ((float candidate, Activation activation) in known)
        {
            if (Math.Abs(candidate - value) < 1e-4f) return Activate(node, flow, activation);
        }

        return Problem(node, $"{name} = {value}", $"{name} = {string.Join(" or ", known.Select(entry => entry.Value))}");
    }

    private OnnxValue Softmax(OnnxNode node, OnnxFlow given)
    {
        OnnxFlow flow = Enter(given);
        long axis = node.Whole("axis", _graph.Opset >= 13 ? -1 : 1);
        if (OnnxFolding.Axis(axis, flow.Dimensions.Count) == flow.Dimensions.Count - 1 && flow.Layer is { Attribute: DenseAttribute { Activation: Activation.Linear } dense } layer && layer == _layers[^1])
        {
            layer.Attribute = new SoftmaxAttribute(dense.Units) { UseBias = dense.UseBias };
            return flow;
        }

        return Problem(node, "a softmax that is not the end of the model behind a Dense", "Dense and softmax as the last layers, which become [Softmax]");
    }

    private OnnxValue Embedding(OnnxNode node, OnnxTensor table, OnnxFlow flow)
    {
        if (flow.Layer is not null || table.Rank != 2 || node.Whole("axis", 0) != 0) return Problem(node, "a table that is not read by the ids of the input", "an Embedding as the first layer");
        var layer = new OnnxLayer(node.Place, new EmbeddingAttribute(table.Shape[0], table.Shape[1]), new ImportedTensor("embeddings", [.. table.Shape], table.Floats));
        _layers.Add(layer);
        return new OnnxFlow([.. flow.Dimensions, [new OnnxAxis(table.Shape[1], OnnxRole.Values)]], layer);
    }

    private OnnxValue LayerNormalization(OnnxNode node, OnnxFlow given)
    {
        OnnxFlow flow = Enter(given);
        if (ConstantOf(node, 1) is not { } scale || OnnxFolding.Axis(node.Whole("axis", -1), flow.Dimensions.Count) != flow.Dimensions.Count - 1)
        {
            return Problem(node, "a normalisation over more than the values of a step", "a normalisation over the last axis");
        }

        int width = (int)scale.Count;
        if (Values(flow.Dimensions[^1], width, node) is null) return new OnnxUnknown();
        float[] shift = ConstantOf(node, 2)?.Floats ?? new float[width];
        var layer = new OnnxLayer(
            node.Place, new LayerNormAttribute { Epsilon = Exact(node.Single("epsilon", 1e-5f)) }, new ImportedTensor("gamma", [width], scale.Floats), new ImportedTensor("beta", [width], shift));
        _layers.Add(layer);
        return flow with { Layer = layer, IsFinalState = false };
    }

    private OnnxValue Convolution(OnnxNode node, OnnxFlow given)
    {
        if (ConstantOf(node, 1) is not { } weights || Slides(node, given, weights.Rank - 2) is not { } slide) return Problem(node, "a convolution that is not over steps", "a Conv1D over the steps of batch × values × steps");
        int filters = weights.Shape[0];
        int inputs = weights.Shape[1];
        int kernel = weights.Shape[2 + slide.Place];
        if (weights.Count != (long)filters * inputs * kernel || node.Whole("group", 1) != 1) return Problem(node, "a convolution over two dimensions, or of groups", "a Conv1D of one group");
        if (Values(slide.Values, inputs, node) is null) return new OnnxUnknown();
        if (slide.PaddingOf(kernel) is not { } padding) return Problem(node, $"pads of {slide.Before} and {slide.Behind} with a kernel of {kernel}", "no pads, equal ones on both sides, or all of them before (causal)");
        OnnxTensor? bias = ConstantOf(node, 2);
        float[] source = weights.Floats;
        float[] values = new float[source.Length];
        for (int f = 0; f < filters; f++)
        {
            for (int i = 0; i < inputs; i++)
            {
                for (int k = 0; k < kernel; k++)
                {
                    values[(((k * inputs) + i) * filters) + f] = source[(((f * inputs) + i) * kernel) + k];
                }
            }
        }

        var attribute = new Conv1DAttribute(filters, kernel) { Stride = slide.Stride, Dilation = slide.Dilation, Padding = padding, UseBias = bias is not null };
        var layer = new OnnxLayer(node.Place, attribute, new ImportedTensor("kernel", [kernel, inputs, filters], values));
        if (bias is not null) layer.Tensors.Add(new("bias", [filters], bias.Floats));
        _layers.Add(layer);
        return slide.Result(layer, filters, kernel);
    }

    private OnnxValue Pool(OnnxNode node, OnnxFlow given)
    {
        long[] sizes = node.Wholes("kernel_shape") ?? [];
        if (Slides(node, given, sizes.Length) is not { } slide || node.Whole("ceil_mode", 0) != 0) return Problem(node, "a pool that is not over steps, or with ceil_mode", "a pool over the steps of batch × values × steps");
        int size = (int)Math.Clamp(sizes[slide.Place], 1, 1 << 20);
        if (sizes.Where((_, i) => i != slide.Place).Any(other => other != 1)) return Problem(node, "a pool over two dimensions", "a pool over steps");
        if (slide.PaddingOf(size) is not { } padding) return Problem(node, $"pads of {slide.Before} and {slide.Behind} with a size of {size}", "no pads, or equal ones on both sides");
        bool counted = node.Op == "AveragePool" && node.Whole("count_include_pad", 0) != 0 && padding != Padding.Valid;
        if (counted) return Problem(node, "a mean that counts padding (count_include_pad)", "count_include_pad=False");
        int stride = slide.Stride == size ? 0 : slide.Stride;
        var layer = new OnnxLayer(node.Place, node.Op == "MaxPool" ? new MaxPool1DAttribute(size) { Stride = stride, Padding = padding } : new AveragePool1DAttribute(size) { Stride = stride, Padding = padding });
        _layers.Add(layer);
        long width = slide.Values.Aggregate(1L, (product, axis) => product * axis.Size);
        foreach (OnnxAxis axis in slide.Values)
        {
            if (axis.Role == OnnxRole.Unknown) axis.Role = OnnxRole.Values;
        }

        return slide.Result(layer, (int)width, size);
    }

    private OnnxValue BatchNormalization(OnnxNode node, OnnxFlow given)
    {
        OnnxFlow flow = Enter(given);
        if (ConstantOf(node, 1) is not { } gamma || ConstantOf(node, 2) is not { } beta || ConstantOf(node, 3) is not { } mean || ConstantOf(node, 4) is not { } variance || node.Whole("training_mode", 0) != 0)
        {
            return Problem(node, "a batch norm without its statistics", "a model that is exported for use (model.eval())");
        }

        int width = (int)Math.Min(mean.Count, int.MaxValue);
        if (flow.Dimensions.Count < 2 || gamma.Count != width || beta.Count != width || variance.Count != width || Values(flow.Dimensions[1], width, node) is null) return Problem(node, "a batch norm over another axis than the values", "one for each value of a step");
        var layer = new OnnxLayer(
            node.Place, new BatchNormAttribute { Epsilon = Exact(node.Single("epsilon", 1e-5f)), Momentum = Exact(node.Single("momentum", 0.9f)) },
            new ImportedTensor("gamma", [width], gamma.Floats), new ImportedTensor("beta", [width], beta.Floats), new ImportedTensor("moving_mean", [width], mean.Floats), new ImportedTensor("moving_variance", [width], variance.Floats));
        _layers.Add(layer);
        return flow with { Layer = layer, IsFinalState = false };
    }

    /// <summary>Which of the dimensions behind batch and channels are the steps; the others have a size of 1.</summary>
    private Slide? Slides(OnnxNode node, OnnxFlow given, int spatial)
    {
        OnnxFlow flow = Enter(given with { Pads = null });
        if (spatial is not (1 or 2) || flow.Dimensions.Count != spatial + 2) return null;
        long[] sizes = flow.Sizes;
        int place = spatial == 1 || sizes[3] != 1 ? spatial - 1 : 0;
        if (spatial == 2 && sizes[2 + (1 - place)] != 1) return null;
        IReadOnlyList<OnnxAxis> steps = flow.Dimensions[2 + place];
        if (steps.Count != 1 || steps[0].Role is OnnxRole.Values or OnnxRole.Batch) return null;
        foreach (OnnxAxis axis in flow.Dimensions[0])
        {
            axis.Role = OnnxRole.Batch;
        }

        steps[0].Role = OnnxRole.Steps;
        long Of(string name, int index, long fallback) => node.Wholes(name) is { } values && values.Length > index ? values[index] : fallback;
        string auto = node.Text("auto_pad") ?? "NOTSET";
        long before = auto is "NOTSET" ? Of("pads", place, 0) : 0;
        long behind = auto is "NOTSET" ? Of("pads", spatial + place, 0) : 0;
        if (given.Pads is { } pads)
        {
            // A pool with zeros around it counts them, which ours does not.
            if (pads.Dimension != 2 + place || node.Op != "Conv") return null;
            (before, behind) = (before + pads.Before, behind + pads.Behind);
        }

        long stride = Of("strides", place, 1);
        long dilation = Of("dilations", place, 1);
        if (stride is < 1 or > 65_536 || dilation is < 1 or > 65_536 || before is < 0 or > 1 << 20 || behind is < 0 or > 1 << 20) return null;
        return auto is "NOTSET" or "VALID" or "SAME_UPPER" ? new(flow, place, flow.Dimensions[1], steps[0], (int)stride, (int)dilation, (int)before, (int)behind, auto == "SAME_UPPER") : null;
    }

    /// <summary>What slides over steps.</summary>
    private sealed record Slide(OnnxFlow Flow, int Place, IReadOnlyList<OnnxAxis> Values, OnnxAxis Steps, int Stride, int Dilation, int Before, int Behind, bool Same)
    {
        public Padding? PaddingOf(int kernel)
        {
            int reach = Dilation * (kernel - 1);
            if (Same) return Stride == 1 ? Padding.Same : Padding.KerasSame;
            return (Before, Behind) switch
            {
                (0, 0) => Padding.Valid,
                // As Keras pads these steps with a stride.
                var (before, behind) when Stride > 1 && !IsOpen(Steps.Size) && before + behind == Math.Max((((Steps.Size - 1) / Stride) * Stride) + reach + 1 - Steps.Size, 0) && before == (before + behind) / 2 => Padding.KerasSame,
                var (before, behind) when before == reach / 2 && behind == reach - (reach / 2) => Padding.Same,
                var (before, behind) when before == reach && behind == 0 => Padding.Causal,
                _ => null,
            };
        }

        public OnnxFlow Result(OnnxLayer layer, int width, int kernel)
        {
            long reach = Same ? 1 : (Dilation * (kernel - 1L)) + 1 - Before - Behind;
            long steps = IsOpen(Steps.Size) ? Steps.Size : Math.Max(((Steps.Size - reach) / Stride) + 1, 1);
            var dimensions = Flow.Dimensions.ToList();
            dimensions[1] = [new OnnxAxis(width, OnnxRole.Values)];
            dimensions[2 + Place] = [new OnnxAxis(steps, OnnxRole.Steps)];
            return new OnnxFlow(dimensions, layer);
        }
    }
}

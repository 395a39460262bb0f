namespace LstmGen.Import.Formats.Onnx;

// Operators that move values and change none.
internal sealed partial class OnnxReader
{
    private static readonly Dictionary<string, Func<OnnxReader, OnnxNode, OnnxFlow, OnnxValue?>> s_operators = new(StringComparer.Ordinal)
    {
        ["Identity"] = (_, _, flow) => flow,
        ["Cast"] = (_, _, flow) => flow,
        ["Dropout"] = (_, _, flow) => flow,
        ["Shape"] = (_, node, flow) => new OnnxConstant(OnnxFolding.ShapeOf(node, flow.Sizes)),
        ["Transpose"] = (reader, node, flow) => reader.Transpose(node, flow),
        ["Squeeze"] = (reader, node, flow) => reader.Squeeze(node, flow),
        ["Unsqueeze"] = (reader, node, flow) => reader.Unsqueeze(node, flow),
        ["Reshape"] = (reader, node, flow) => reader.Reshape(node, flow),
        ["Flatten"] = (reader, node, flow) => reader.Flatten(node, flow),
        ["Gather"] = (reader, node, flow) => reader.Gather(node, flow),
        ["Slice"] = (reader, node, flow) => reader.Slice(node, flow),
        ["Split"] = (reader, node, flow) => reader.Split(node, flow),
        ["Concat"] = (reader, node, flow) => reader.Concat(node, flow),
        ["LSTM"] = (reader, node, flow) => reader.Recurrent(node, flow),
        ["GRU"] = (reader, node, flow) => reader.Recurrent(node, flow),
        ["RNN"] = (reader, node, flow) => reader.Recurrent(node, flow),
        ["MatMul"] = (reader, node, flow) => reader.MatMul(node, flow),
        ["Gemm"] = (reader, node, flow) => reader.Gemm(node, flow),
        ["Add"] = (reader, node, flow) => reader.Add(node, flow),
        ["Pad"] = (reader, node, flow) => reader.Pad(node, flow),
        ["Sub"] = (reader, node, flow) => reader.Affine(node, flow),
        ["Mul"] = (reader, node, flow) => reader.Affine(node, flow),
        ["Div"] = (reader, node, flow) => reader.Affine(node, flow),
        ["Conv"] = (reader, node, flow) => reader.Convolution(node, flow),
        ["MaxPool"] = (reader, node, flow) => reader.Pool(node, flow),
        ["AveragePool"] = (reader, node, flow) => reader.Pool(node, flow),
        ["BatchNormalization"] = (reader, node, flow) => reader.BatchNormalization(node, flow),
        ["LayerNormalization"] = (reader, node, flow) => reader.LayerNormalization(node, flow),
        ["Tanh"] = (reader, node, flow) => reader.Activate(node, flow, Activation.Tanh),
        ["Sigmoid"] = (reader, node, flow) => reader.Activate(node, flow, Activation.Sigmoid),
        ["Relu"] = (reader, node, flow) => reader.Activate(node, flow, Activation.Relu),
        ["Softplus"] = (reader, node, flow) => reader.Activate(node, flow, Activation.Softplus),
        ["Softsign"] = (reader, node, flow) => reader.Activate(node, flow, Activation.Softsign),
        ["Elu"] = (reader, node, flow) => reader.ActivateApart(node, flow, new ActivationAttribute(Activation.Elu) { Alpha = Exact(node.Single("alpha", 1f)) }),
        ["LeakyRelu"] = (reader, node, flow) => reader.ActivateApart(node, flow, new ActivationAttribute(Activation.LeakyRelu) { NegativeSlope = Exact(node.Single("alpha", 0.01f)) }),
        ["PRelu"] = (reader, node, flow) => reader.PRelu(node, flow),
        ["ReduceMean"] = (reader, node, flow) => reader.MergeOf(node, flow, Merge.Average) ?? reader.Normalized(node, flow) ?? reader.GlobalPool(node, flow, new GlobalAveragePool1DAttribute()),
        ["ReduceSum"] = (reader, node, flow) => reader.MergeOf(node, flow, Merge.Sum) ?? reader.SumOfSteps(node, flow),
        ["ReduceProd"] = (reader, node, flow) => reader.MergeOf(node, flow, Merge.Mul) ?? reader.Problem(node, "a product over steps or values", "another reduction"),
        ["Expand"] = (reader, node, flow) => reader.Repeat(node, flow, reader.ConstantOf(node, 1)?.Wholes),
        ["Tile"] = (reader, node, flow) => reader.Repeat(node, flow, reader.ConstantOf(node, 1)?.Wholes),
        ["ReduceMax"] = (reader, node, flow) => reader.GlobalPool(node, flow, new GlobalMaxPool1DAttribute()),
        ["GlobalAveragePool"] = (reader, node, flow) => reader.GlobalPool(node, flow, new GlobalAveragePool1DAttribute()),
        ["GlobalMaxPool"] = (reader, node, flow) => reader.GlobalPool(node, flow, new GlobalMaxPool1DAttribute()),
        ["HardSigmoid"] = (reader, node, flow) => reader.Parametric(node, flow, 0.2f, "alpha", [(0.2f, Activation.LegacyHardSigmoid), (1f / 6, Activation.HardSigmoid)]),
        ["Softmax"] = (reader, node, flow) => reader.Softmax(node, flow),
    };

    private OnnxValue Transpose(OnnxNode node, OnnxFlow flow)
    {
        int rank = flow.Dimensions.Count;
        int[] order = node.Wholes("perm") is { } given ? [.. given.Select(axis => OnnxFolding.Axis(axis, rank))] : [.. Enumerable.Range(0, rank).Reverse()];
        if (order.Distinct().Count() != rank) throw new InvalidDataException($"Expected every axis once in {node.Place} of {_what}: it is damaged.");
        return flow with { Dimensions = [.. order.Select(axis => flow.Dimensions[axis])] };
    }

    private OnnxValue Squeeze(OnnxNode node, OnnxFlow flow)
    {
        int rank = flow.Dimensions.Count;
        long[] sizes = flow.Sizes;
        int[] gone = node.Wholes("axes") is null && !node.Has(1)
            ? [.. Enumerable.Range(0, rank).Where(i => sizes[i] == 1)]
            : [.. OnnxFolding.Axes(node, [null, ConstantOf(node, 1)], 1).Select(axis => OnnxFolding.Axis(axis, rank))];
        if (gone.Any(axis => sizes[axis] != 1)) throw new InvalidDataException($"Expected axes of size 1 in {node.Place} of {_what}: it is damaged.");
        return flow with { Dimensions = [.. flow.Dimensions.Where((_, i) => !gone.Contains(i))] };
    }

    private OnnxValue Unsqueeze(OnnxNode node, OnnxFlow flow)
    {
        long[] axes = OnnxFolding.Axes(node, [null, ConstantOf(node, 1)], 1);
        int rank = flow.Dimensions.Count + axes.Length;
        HashSet<int> added = [.. axes.Select(axis => OnnxFolding.Axis(axis, rank))];
        int next = 0;
        return added.Count != axes.Length
            ? throw new InvalidDataException($"Expected every axis once in {node.Place} of {_what}: it is damaged.")
            : flow with { Dimensions = [.. Enumerable.Range(0, rank).Select(i => added.Contains(i) ? [] : flow.Dimensions[next++])] };
    }

    private OnnxValue Reshape(OnnxNode node, OnnxFlow flow)
    {
        if ((ConstantOf(node, 1)?.Wholes ?? node.Wholes("shape")) is not { } target) return Problem(node, "a shape that is not known before it runs", "export the model with fixed shapes");
        return flow.Reshape(target) ?? (OnnxValue)Problem(node, $"a reshape of ({string.Join(", ", Shown(flow.Sizes))}) to ({string.Join(", ", Shown(target))}), which mixes steps and values", "give the model its steps and values in that order");
    }

    private OnnxValue Flatten(OnnxNode node, OnnxFlow flow)
    {
        int axis = (int)node.Whole("axis", 1);
        long[] sizes = flow.Sizes;
        axis = axis < 0 ? axis + sizes.Length : axis;
        if (axis < 0 || axis > sizes.Length) throw new InvalidDataException($"Expected an axis of {sizes.Length} dimensions in {node.Place} of {_what}: it is damaged.");
        long outer = sizes.Take(axis).Aggregate(1L, (product, size) => product * size);
        return flow.Reshape([outer, -1]) ?? (OnnxValue)Problem(node, "a flatten that mixes steps and values", "a recurrent layer that passes on its last step");
    }

    private static IEnumerable<string> Shown(long[] sizes) => sizes.Select(size => IsOpen(size) ? "?" : $"{size}");

    /// <summary>Takes one step, one direction, or the rows of a table.</summary>
    private OnnxValue? Gather(OnnxNode node, OnnxFlow flow)
    {
        if (ConstantOf(node, 0) is { } table) return Embedding(node, table, flow);
        if (ConstantOf(node, 1) is not { } index) return Problem(node, "rows that are chosen while it runs", "a table of constants, which is an Embedding");
        int axis = OnnxFolding.Axis(node.Whole("axis", 0), flow.Dimensions.Count);
        if (index.Count != 1) return Problem(node, $"{index.Count} places of axis {axis}", "the last step: x[:, -1]");
        long place = index.Wholes[0];
        OnnxFlow? taken = Take(node, flow, axis, place);
        return taken is null ? null : index.Rank == 0 ? taken with { Dimensions = [.. taken.Dimensions.Where((_, i) => i != axis)] } : taken;
    }

    /// <summary>One place of a dimension, which stays there with a size of 1.</summary>
    private OnnxFlow? Take(OnnxNode node, OnnxFlow flow, int axis, long place)
    {
        IReadOnlyList<OnnxAxis> axes = flow.Dimensions[axis];
        long size = flow.Sizes[axis];
        OnnxFlow without = flow with { Dimensions = [.. flow.Dimensions.Select((given, i) => i == axis ? [] : given)] };
        if (size == 1 && place is 0 or -1)
        {
            if (axes is [{ Role: OnnxRole.Steps }] && LastRecurrent() is { } only) return TakeLast(node, only, without);
            return without;
        }

        if (axes is [{ Role: OnnxRole.Direction }]) return without with { Part = (int)(place < 0 ? place + size : place) };
        if (axes is [{ Role: OnnxRole.Steps }] && IsCutIntoSteps(node, size)) return without with { At = new OnnxStep(axes[0], (int)(place < 0 ? place + size : place)) };
        if (axes is [{ Role: OnnxRole.Steps }] && (place == -1 || place == size - 1))
        {
            return LastRecurrent() is { } recurrent ? TakeLast(node, recurrent, without) : Refused(node, "the last step of something that is no recurrent layer");
        }

        return Refused(node, axes is [{ Role: OnnxRole.Steps }] ? $"step {place} of the sequence" : $"place {place} of axis {axis}");
    }

    private OnnxFlow? Refused(OnnxNode node, string wrong)
    {
        _problems.Add(node.Place, wrong, "the last step: x[:, -1]");
        return null;
    }

    private OnnxValue? Slice(OnnxNode node, OnnxFlow flow)
    {
        if (OnnxFolding.SliceOf(node, [.. Enumerable.Range(0, node.Inputs.Count).Select(i => ConstantOf(node, i))]) is not { } slice)
        {
            return Problem(node, "a slice whose places are not known before it runs", "export the model with fixed shapes");
        }

        OnnxFlow result = flow;
        for (int i = 0; i < slice.Starts.Length; i++)
        {
            int axis = OnnxFolding.Axis(slice.Axes[i], result.Dimensions.Count);
            long size = result.Sizes[axis];
            if (slice.Steps[i] == 1 && slice.Starts[i] == 0 && (slice.Ends[i] >= size || slice.Ends[i] == int.MaxValue)) continue;
            if (slice.Steps[i] != 1) return Problem(node, "a slice that goes backwards or leaves out places", "the last step: x[:, -1]");
            long start = slice.Starts[i] < 0 ? slice.Starts[i] + size : slice.Starts[i];
            long end = Math.Min(slice.Ends[i] < 0 ? slice.Ends[i] + size : slice.Ends[i], size);
            if (end == size && end - start > 1 && result.Dimensions[axis] is [{ Role: OnnxRole.Steps }])
            {
                result = LastSteps(node, result, axis, (int)(end - start));
                continue;
            }

            if (end - start != 1) return Problem(node, $"places {start} to {end - 1} of axis {axis}", "the last step: x[:, -1]");
            if (Take(node, result, axis, start) is not { } taken) return null;
            result = taken;
        }

        return result;
    }

    /// <summary>Both directions apart.</summary>
    private OnnxValue? Split(OnnxNode node, OnnxFlow flow)
    {
        int axis = OnnxFolding.Axis(node.Whole("axis", 0), flow.Dimensions.Count);
        if (flow.Dimensions[axis] is [{ Role: OnnxRole.Steps } steps] && node.Outputs.Count == flow.Sizes[axis] && flow.At is null)
        {
            for (int i = 0; i < node.Outputs.Count; i++)
            {
                _values[node.Outputs[i]] = flow with { Dimensions = [.. flow.Dimensions.Select((given, place) => place == axis ? [] : given)], At = new OnnxStep(steps, i) };
            }

            return _values[node.Outputs[0]];
        }

        if (flow.Dimensions[axis] is not [{ Role: OnnxRole.Direction }] || node.Outputs.Count != flow.Sizes[axis]) return Problem(node, $"a split of axis {axis}", "a model that is a chain");
        for (int i = 0; i < node.Outputs.Count; i++)
        {
            _values[node.Outputs[i]] = Take(node, flow, axis, i)!;
        }

        return _values[node.Outputs[0]];
    }

    /// <summary>Both directions side by side, or the states of several layers one after the other, which Step carries.</summary>
    private OnnxValue Concat(OnnxNode node, OnnxFlow flow)
    {
        OnnxFlow[] parts = [.. node.Inputs.Select(Find).OfType<OnnxFlow>()];
        if (parts.Length != node.Inputs.Count) return Problem(node, "values beside constants", "a model that is a chain");
        if (parts.Length == 1) return flow;
        if (flow.At is not null) return JoinSteps(node, parts) ?? (OnnxValue)Problem(node, "some steps side by side, in an order of their own", "all steps, each by the same layers: TimeDistributed");
        if (parts.All(part => part.IsFinalState && part.Part is null) && parts.Select(part => part.Layer).Distinct().Count() == parts.Length)
        {
            return new OnnxState(node.Whole("axis", 0) == 0 && parts.All(part => part.Dimensions.Count == 3) ? parts : []);
        }

        bool both = parts is [{ Part: 0 }, { Part: 1 }] && parts[0].Layer == parts[1].Layer && parts[0].IsFinalState == parts[1].IsFinalState;
        int axis = OnnxFolding.Axis(node.Whole("axis", 0), flow.Dimensions.Count);
        if (!both || flow.Dimensions[axis] is not [{ Role: OnnxRole.Values } values]) return Problem(node, "several values side by side", "a model must be a chain, where each layer reads the one above");
        return flow with
        {
            Part = null,
            Dimensions = [.. flow.Dimensions.Select((axes, i) => i == axis ? [new OnnxAxis(2, OnnxRole.Direction), values] : axes)],
        };
    }

    /// <summary>Zeros around the steps, for the convolution that follows.</summary>
    private OnnxValue Pad(OnnxNode node, OnnxFlow flow)
    {
        const int Most = 1 << 20;
        int rank = flow.Dimensions.Count;
        if ((node.Wholes("pads") ?? ConstantOf(node, 1)?.Wholes) is not { } pads || pads.Length != 2 * rank) return Problem(node, "pads that are not known before it runs", "fixed pads");
        if (Array.TrueForAll(pads, pad => pad == 0)) return flow;
        double value = ConstantOf(node, 2)?.Values is [var given] ? given : node.Single("value", 0);
        int place = Array.FindIndex(pads, pad => pad != 0) % rank;
        bool one = pads.Where((_, i) => i % rank != place).All(pad => pad == 0) && pads[place] is >= 0 and < Most && pads[place + rank] is >= 0 and < Most;
        return one && value == 0 && (node.Text("mode") ?? "constant") == "constant" && flow.Pads is null
            ? flow with { Pads = (place, (int)pads[place], (int)pads[place + rank]) }
            : Problem(node, "padding that is no zeros around the steps", "zeros before or on both sides of the steps, in front of a convolution");
    }
}

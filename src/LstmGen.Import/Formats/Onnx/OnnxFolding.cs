namespace LstmGen.Import.Formats.Onnx;

/// <summary>Operators on constants alone: the arithmetic of shapes that exporters leave in their graphs, and what they do to weights.</summary>
internal static class OnnxFolding
{
    /// <summary>Shapes have few values; what is made of weights has hardly more than they have.</summary>
    private const int FewValues = 1 << 14;

    /// <summary>The result, or null where the operator is none of these.</summary>
    /// <exception cref="InvalidDataException">The operator does not fit its inputs.</exception>
    public static OnnxTensor? Fold(OnnxNode node, IReadOnlyList<OnnxTensor?> inputs)
    {
        try
        {
            return Apply(node, inputs);
        }
        catch (Exception damage) when (damage is IndexOutOfRangeException or ArgumentException or NullReferenceException or DivideByZeroException or OverflowException)
        {
            throw new InvalidDataException($"Expected inputs that fit {node.Place} of the ONNX file, but they do not: it is damaged.");
        }
    }

    /// <summary>Whether constants are folded through an operator of that name.</summary>
    public static bool Folds(string op) => op is "Constant" or "Identity" or "Cast" or "Shape" or "ConstantOfShape" or "Concat" or "Gather" or "Slice" or "Unsqueeze" or "Squeeze" or "Reshape" or "Expand"
        or "Transpose" or "Add" or "Sub" or "Mul" or "Div" or "Equal" or "Neg" or "Where" or "ReduceProd" or "Range";

    private static OnnxTensor? Apply(OnnxNode node, IReadOnlyList<OnnxTensor?> inputs)
    {
        OnnxTensor Input(int index) => inputs[index]!;
        return node.Op switch
        {
            "Constant" => Constant(node),
            "Identity" or "Cast" => node.Op == "Cast" ? Cast(node, Input(0)) : Input(0),
            "Shape" => ShapeOf(node, Array.ConvertAll(Input(0).Shape, size => (long)size)),
            "ConstantOfShape" => OnnxTensor.Everywhere(Sizes(Input(0)), Value(node), !node.Attributes.TryGetValue("value", out OnnxAttribute? value) || value.Tensor is not { IsFloat: false }),
            "Concat" => Concat(node, inputs),
            "Gather" => Gather(Input(0), Input(1), Axis(node.Whole("axis", 0), Input(0).Rank)),
            "Slice" => Slice(node, inputs),
            "Unsqueeze" => Input(0).As(Unsqueezed(Input(0).Shape, Axes(node, inputs, 1))),
            "Squeeze" => Input(0).As(Squeezed(Input(0).Shape, node.Wholes("axes") is null && !node.Has(1) ? null : Axes(node, inputs, 1))),
            "Reshape" => Input(0).As(Reshaped([.. Input(0).Shape.Select(size => (long)size)], node.Has(1) ? Input(1).Wholes : node.Wholes("shape") ?? [])),
            "Expand" => Expand(Input(0), Sizes(Input(1))),
            "Transpose" => Transpose(Input(0), node.Wholes("perm")),
            "Add" => Elementwise(Input(0), Input(1), (a, b) => a + b),
            "Sub" => Elementwise(Input(0), Input(1), (a, b) => a - b),
            "Mul" => Elementwise(Input(0), Input(1), (a, b) => a * b),
            "Div" => Elementwise(Input(0), Input(1), Input(0).IsFloat ? (a, b) => a / b : (a, b) => Math.Truncate(a / b)),
            "Equal" => Elementwise(Input(0), Input(1), (a, b) => a == b ? 1 : 0),
            "Neg" => OnnxTensor.Of(Input(0).Shape, Array.ConvertAll(Input(0).Values, a => -a), Input(0).IsFloat),
            "Where" => Where(Input(0), Input(1), Input(2)),
            "ReduceProd" => OnnxTensor.Of([], [Input(0).Values.Aggregate(1.0, (a, b) => a * b)], Input(0).IsFloat),
            "Range" => Range(Input(0).Values[0], Input(1).Values[0], Input(2).Values[0]),
            _ => null,
        };
    }

    /// <summary>A shape, or since opset 15 a part of it.</summary>
    public static OnnxTensor ShapeOf(OnnxNode node, long[] sizes)
    {
        int Place(string name, long fallback) => (int)Math.Clamp(node.Whole(name, fallback) is var place && place < 0 ? place + sizes.Length : place, 0, sizes.Length);
        int start = Place("start", 0);
        return Wholes(sizes[start..Math.Max(Place("end", sizes.Length), start)]);
    }

    public static int Axis(long axis, int rank)
    {
        long place = axis < 0 ? axis + rank : axis;
        return place >= 0 && place < Math.Max(rank, 1) ? (int)place : throw new InvalidDataException($"Expected an axis of {rank} dimensions in the ONNX file, but got {axis}.");
    }

    /// <summary>Axes of a node, as an attribute or as an input.</summary>
    public static long[] Axes(OnnxNode node, IReadOnlyList<OnnxTensor?> inputs, int index) =>
        node.Wholes("axes") ?? (node.Has(index) && inputs[index] is { } axes ? axes.Wholes : throw new InvalidDataException($"Expected constant axes of {node.Place} of the ONNX file."));

    public static int[] Unsqueezed(int[] shape, long[] axes)
    {
        int rank = shape.Length + axes.Length;
        bool[] added = new bool[rank];
        foreach (long axis in axes)
        {
            added[Axis(axis, rank)] = true;
        }

        int next = 0;
        return [.. added.Select(isNew => isNew ? 1 : shape[next++])];
    }

    private static int[] Squeezed(int[] shape, long[]? axes)
    {
        HashSet<int> gone = axes is null ? [.. Enumerable.Range(0, shape.Length).Where(i => shape[i] == 1)] : [.. axes.Select(axis => Axis(axis, shape.Length))];
        return [.. shape.Where((_, i) => !gone.Contains(i))];
    }

    /// <summary>A new shape with 0 for the old dimension and -1 for the rest.</summary>
    public static int[] Reshaped(long[] shape, long[] target)
    {
        long count = shape.Aggregate(1L, (product, size) => product * size);
        long known = 1;
        long[] sizes = new long[target.Length];
        for (int i = 0; i < target.Length; i++)
        {
            sizes[i] = target[i] == 0 ? shape[i] : target[i];
            if (sizes[i] > 0) known *= sizes[i];
        }

        return [.. sizes.Select(size => size == -1 ? (int)(count / known) : checked((int)size))];
    }

    private static OnnxTensor Wholes(long[] values) => OnnxTensor.Of([values.Length], Array.ConvertAll(values, value => (double)value), isFloat: false);

    private static int[] Sizes(OnnxTensor shape) => Array.ConvertAll(shape.Wholes, size => size is >= 0 and <= int.MaxValue ? (int)size : throw new InvalidDataException($"Expected sizes of at least 0 in the ONNX file, but got {size}."));

    private static double Value(OnnxNode node) => node.Attributes.TryGetValue("value", out OnnxAttribute? value) && value.Tensor is { } tensor ? tensor.Values[0] : 0;

    private static OnnxTensor? Constant(OnnxNode node)
    {
        if (node.Attributes.TryGetValue("value", out OnnxAttribute? tensor)) return tensor.Tensor;
        if (node.Attributes.TryGetValue("value_int", out OnnxAttribute? whole)) return OnnxTensor.Of([], [whole.Whole], false);
        if (node.Attributes.TryGetValue("value_ints", out OnnxAttribute? wholes)) return Wholes(wholes.Wholes);
        if (node.Attributes.TryGetValue("value_float", out OnnxAttribute? single)) return OnnxTensor.Of([], [single.Single], true);
        return node.Attributes.TryGetValue("value_floats", out OnnxAttribute? singles) ? OnnxTensor.Of([singles.Singles.Length], Array.ConvertAll(singles.Singles, x => (double)x), true) : null;
    }

    private static OnnxTensor Cast(OnnxNode node, OnnxTensor input)
    {
        bool isFloat = node.Whole("to", 1) is 1 or 10 or 11 or 16;
        if (input.Uniform is { } value) return OnnxTensor.Everywhere(input.Shape, isFloat ? value : Math.Truncate(value), isFloat);
        return isFloat == input.IsFloat ? input : OnnxTensor.Of(input.Shape, isFloat ? input.Values : Array.ConvertAll(input.Values, Math.Truncate), isFloat);
    }

    private static OnnxTensor Concat(OnnxNode node, IReadOnlyList<OnnxTensor?> inputs)
    {
        OnnxTensor first = inputs[0]!;
        int axis = Axis(node.Whole("axis", 0), first.Rank);
        int[] shape = [.. first.Shape];
        shape[axis] = inputs.Sum(input => input!.Shape[axis]);
        if (inputs.All(input => input!.Uniform is not null && input.Uniform == first.Uniform)) return OnnxTensor.Everywhere(shape, first.Uniform!.Value, first.IsFloat);
        int outer = first.Shape.Take(axis).Aggregate(1, (product, size) => product * size);
        var values = new List<double>();
        for (int i = 0; i < outer; i++)
        {
            foreach (OnnxTensor? input in inputs)
            {
                int block = input!.Values.Length / Math.Max(outer, 1);
                values.AddRange(input.Values.AsSpan(i * block, block));
            }
        }

        return OnnxTensor.Of(shape, [.. values], first.IsFloat);
    }

    private static OnnxTensor Gather(OnnxTensor data, OnnxTensor indices, int axis)
    {
        int[] shape = [.. data.Shape.Take(axis), .. indices.Shape, .. data.Shape.Skip(axis + 1)];
        if (data.Uniform is { } value) return OnnxTensor.Everywhere(shape, value, data.IsFloat);
        int outer = data.Shape.Take(axis).Aggregate(1, (product, size) => product * size);
        int inner = data.Shape.Skip(axis + 1).Aggregate(1, (product, size) => product * size);
        int size = data.Shape[axis];
        long[] places = indices.Wholes;
        if ((long)outer * inner * places.Length > FewValues + (2 * Held(data))) throw new InvalidDataException("Expected a smaller constant in the ONNX file.");
        double[] values = new double[(long)outer * places.Length * inner];
        double[] source = data.Values;
        int next = 0;
        for (int o = 0; o < outer; o++)
        {
            foreach (long place in places)
            {
                source.AsSpan(((o * size) + Axis(place, size)) * inner, inner).CopyTo(values.AsSpan(next));
                next += inner;
            }
        }

        return OnnxTensor.Of(shape, values, data.IsFloat);
    }

    /// <summary>Starts, ends, axes and steps of a Slice, as attributes until opset 9 and as inputs since.</summary>
    public static (long[] Starts, long[] Ends, long[] Axes, long[] Steps)? SliceOf(OnnxNode node, IReadOnlyList<OnnxTensor?> inputs)
    {
        long[]? Read(string name, int index) => node.Wholes(name) ?? (node.Has(index) && index < inputs.Count ? inputs[index]?.Wholes : null);
        if (Read("starts", 1) is not { } starts || Read("ends", 2) is not { } ends || starts.Length != ends.Length) return null;
        long[] axes = Read("axes", 3) ?? [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)];
        long[] steps = Read("steps", 4) ?? [.. Enumerable.Repeat(1L, starts.Length)];
        return axes.Length == starts.Length && steps.Length == starts.Length ? (starts, ends, axes, steps) : null;
    }

    private static OnnxTensor? Slice(OnnxNode node, IReadOnlyList<OnnxTensor?> inputs)
    {
        if (SliceOf(node, inputs) is not { } slice) return null;
        OnnxTensor result = inputs[0]!;
        for (int i = 0; i < slice.Starts.Length; i++)
        {
            int axis = Axis(slice.Axes[i], result.Rank);
            int[] places = Places(slice.Starts[i], slice.Ends[i], slice.Steps[i], result.Shape[axis]);
            result = Gather(result, OnnxTensor.Of([places.Length], Array.ConvertAll(places, place => (double)place), false), axis);
        }

        return result;
    }

    /// <summary>The places that a slice takes of a dimension.</summary>
    public static int[] Places(long start, long end, long step, int size)
    {
        if (step != 1 && step != -1) throw new InvalidDataException($"Expected slices with a step of 1 or -1 in the ONNX file, but got {step}.");
        start = Math.Clamp(start < 0 ? start + size : start, 0, step > 0 ? size : Math.Max(size - 1, 0));
        if (end < 0 && end + size >= 0) end += size;
        end = Math.Clamp(end, step > 0 ? 0 : -1, size);
        var places = new List<int>();
        for (long place = start; step > 0 ? place < end : place > end; place += step)
        {
            places.Add((int)place);
        }

        return [.. places];
    }

    private static OnnxTensor Expand(OnnxTensor input, int[] target)
    {
        int rank = Math.Max(input.Rank, target.Length);
        int[] shape = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            int from = i - (rank - input.Rank) is var a and >= 0 ? input.Shape[a] : 1;
            int to = i - (rank - target.Length) is var b and >= 0 ? target[b] : 1;
            shape[i] = from == 1 ? to : from;
        }

        if (input.Uniform is { } value) return OnnxTensor.Everywhere(shape, value, input.IsFloat);

        // What is the same for every row of an open batch is kept once.
        return Array.Exists(shape, size => size >= OnnxReader.LeastOpen) && input.Rank == rank ? input : Elementwise(input, OnnxTensor.Everywhere(shape, 0, input.IsFloat), (a, _) => a);
    }

    private static OnnxTensor Transpose(OnnxTensor input, long[]? permutation)
    {
        int rank = input.Rank;
        int[] order = permutation is null ? [.. Enumerable.Range(0, rank).Reverse()] : [.. permutation.Select(axis => Axis(axis, rank))];
        int[] shape = [.. order.Select(axis => input.Shape[axis])];
        if (input.Uniform is { } value) return OnnxTensor.Everywhere(shape, value, input.IsFloat);
        double[] source = input.Values;
        double[] values = new double[source.Length];
        int[] place = new int[rank];
        for (int i = 0; i < values.Length; i++)
        {
            int from = 0;
            for (int axis = 0; axis < rank; axis++)
            {
                from = (from * input.Shape[axis]) + place[Array.IndexOf(order, axis)];
            }

            values[i] = source[from];
            for (int axis = rank - 1; axis >= 0 && ++place[axis] == shape[axis]; axis--)
            {
                place[axis] = 0;
            }
        }

        return OnnxTensor.Of(shape, values, input.IsFloat);
    }

    private static OnnxTensor Elementwise(OnnxTensor a, OnnxTensor b, Func<double, double, double> apply)
    {
        int rank = Math.Max(a.Rank, b.Rank);
        int[] shape = new int[rank];
        for (int i = 0; i < rank; i++)
        {
            shape[i] = Math.Max(SizeAt(a, i, rank), SizeAt(b, i, rank));
        }

        bool isFloat = a.IsFloat || b.IsFloat;
        if (a.Uniform is { } x && b.Uniform is { } y) return OnnxTensor.Everywhere(shape, apply(x, y), isFloat);
        long count = shape.Aggregate(1L, (product, size) => product * size);
        if (count > FewValues + (2 * (Held(a) + Held(b)))) throw new InvalidDataException("Expected a smaller constant in the ONNX file.");
        double[] first = a.Uniform is null ? a.Values : [];
        double[] second = b.Uniform is null ? b.Values : [];
        double[] values = new double[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = apply(a.Uniform ?? first[Place(i, a)], b.Uniform ?? second[Place(i, b)]);
        }

        return OnnxTensor.Of(shape, values, isFloat);

        int Place(int index, OnnxTensor tensor)
        {
            int place = 0;
            int stride = 1;
            for (int i = rank - 1; i >= 0; i--)
            {
                int size = SizeAt(tensor, i, rank);
                if (size > 1) place += index % shape[i] * stride;
                stride *= size;
                index /= shape[i];
            }

            return place;
        }
    }

    /// <summary>Values that a constant has in memory.</summary>
    private static long Held(OnnxTensor tensor) => tensor.Uniform is null ? tensor.Count : 1;

    private static int SizeAt(OnnxTensor tensor, int axis, int rank) => axis - (rank - tensor.Rank) is var place and >= 0 ? tensor.Shape[place] : 1;

    private static OnnxTensor Where(OnnxTensor condition, OnnxTensor yes, OnnxTensor no)
    {
        OnnxTensor chosen = Elementwise(condition, yes, (c, y) => c != 0 ? y : double.NaN);
        return Elementwise(chosen, no, (x, n) => double.IsNaN(x) ? n : x);
    }

    private static OnnxTensor Range(double start, double limit, double delta)
    {
        double count = Math.Ceiling((limit - start) / delta);
        if (!(count >= 0 && count < 1 << 20)) throw new InvalidDataException("Expected a shorter range in the ONNX file.");
        return OnnxTensor.Of([(int)count], [.. Enumerable.Range(0, (int)count).Select(i => start + (i * delta))], isFloat: false);
    }
}

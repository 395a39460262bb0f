namespace LstmGen.Import.Formats.Onnx;

// LSTM and GRU nodes. Weights are [directions, gates·units, inputs]; gates i o f c and z r h; B has the biases of inputs and of h one after the other.
internal sealed partial class OnnxReader
{
    // Where each of our gates (i f g o; z r n) lies among those of ONNX.
    private static readonly int[] s_lstmGates = [0, 2, 3, 1];
    private static readonly int[] s_coupledGates = [0, 3, 1];
    private static readonly int[] s_gruGates = [0, 1, 2];

    private OnnxLayer? LastRecurrent() => _layers.FindLast(layer => layer.Attribute is LstmAttribute or GruAttribute or SimpleRnnAttribute);

    private static void Sequences(OnnxLayer layer, bool all)
    {
        switch (layer.Attribute)
        {
            case LstmAttribute lstm: lstm.ReturnSequences = all; break;
            case GruAttribute gru: gru.ReturnSequences = all; break;
            case SimpleRnnAttribute simple: simple.ReturnSequences = all; break;
        }
    }

    /// <summary>Steps are read: the recurrent layer that they come from passes on all of them.</summary>
    private void KeepSteps()
    {
        int index = _layers.FindLastIndex(layer => layer.Attribute is LstmAttribute or GruAttribute or SimpleRnnAttribute);
        if (index >= 0 && !_layers.Skip(index).Any(layer => layer.Attribute is RepeatAttribute)) Sequences(_layers[index], true);
    }

    /// <summary>Both directions become one.</summary>
    private static bool Merged(OnnxLayer layer, Merge merge)
    {
        switch (layer.Attribute)
        {
            case LstmAttribute { Bidirectional: true } lstm: lstm.Merge = merge; return true;
            case GruAttribute { Bidirectional: true } gru: gru.Merge = merge; return true;
            case SimpleRnnAttribute { Bidirectional: true } simple: simple.Merge = merge; return true;
            default: return false;
        }
    }

    private static bool IsBidirectional(OnnxLayer layer) => layer.Attribute is LstmAttribute { Bidirectional: true } or GruAttribute { Bidirectional: true } or SimpleRnnAttribute { Bidirectional: true };

    /// <summary>The last step of what a recurrent layer, and layers that work on every step by itself behind it, pass on.</summary>
    private OnnxFlow? TakeLast(OnnxNode node, OnnxLayer recurrent, OnnxFlow flow)
    {
        int index = _layers.IndexOf(recurrent);
        if (_layers.Skip(index + 1).Any(layer => layer.Attribute is not (DenseAttribute or ActivationAttribute or PReluAttribute or LayerNormAttribute or DropoutAttribute)))
        {
            return Refused(node, $"the last step behind {_layers[^1].Place}");
        }

        // The backward direction has read that step alone.
        switch (recurrent.Attribute)
        {
            case LstmAttribute { Bidirectional: true } lstm: lstm.LastStep = LastStep.OfSequence; break;
            case GruAttribute { Bidirectional: true } gru: gru.LastStep = LastStep.OfSequence; break;
            case SimpleRnnAttribute { Bidirectional: true } simple: simple.LastStep = LastStep.OfSequence; break;
        }

        Sequences(recurrent, false);
        return flow;
    }

    /// <summary>What a layer is about to read: the state of a recurrent layer means that it passes on its last step; directions side by side become values.</summary>
    private OnnxFlow Enter(OnnxFlow flow)
    {
        if (flow.Pads is not null) _problems.Add(flow.Layer?.Place ?? "the input", "padding that no convolution reads", "padding in front of a convolution alone");
        if (flow.At is not null) KeepSteps();
        if (flow is { IsFinalState: true, Layer: { } layer }) Sequences(layer, false);
        if (flow.Part is not null && flow.Layer is { } split && IsBidirectional(split))
        {
            _problems.Add(split.Place, "one of two directions alone", "both of them side by side");
        }

        return flow;
    }

    private OnnxValue? Recurrent(OnnxNode node, OnnxFlow given)
    {
        OnnxFlow flow = Enter(given);
        if (flow.Dimensions.Count != 3) throw new InvalidDataException($"Expected three dimensions into {node.Place} of {_what}, but got {flow.Dimensions.Count}.");
        int gates = GatesOf(node);
        if (ConstantOf(node, 1) is not { Rank: 3 } w || ConstantOf(node, 2) is not { Rank: 3 } r) return Problem(node, "weights that are not in the file", "export the model with its parameters");
        string direction = node.Text("direction") ?? "forward";
        bool both = direction == "bidirectional";
        if (direction == "reverse") return Problem(node, "a layer that reads backwards", "a layer of both directions");
        int directions = both ? 2 : 1;
        int units = r.Shape[2];
        int inputs = w.Shape[2];
        if (!w.Shape.AsSpan().SequenceEqual([directions, gates * units, inputs]) || !r.Shape.AsSpan().SequenceEqual([directions, gates * units, units]))
        {
            throw new InvalidDataException($"Expected weights of {directions} × {gates} × {units} units of {node.Place} of {_what}, but got {w.ShapeText} and {r.ShapeText}.");
        }

        bool batchFirst = node.Whole("layout", 0) == 1;
        IReadOnlyList<OnnxAxis> steps = flow.Dimensions[batchFirst ? 1 : 0];
        IReadOnlyList<OnnxAxis> batch = flow.Dimensions[batchFirst ? 0 : 1];
        if (Values(flow.Dimensions[2], inputs, node) is null) return new OnnxUnknown();
        if (steps.Count > 1) return Problem(node, "steps that are made of two dimensions", "an input of batch × steps × values");
        OnnxAxis time = steps.Count == 1 ? steps[0] : new OnnxAxis(1);
        time.Role = OnnxRole.Steps;
        foreach (OnnxAxis axis in batch)
        {
            axis.Role = OnnxRole.Batch;
        }

        if (!CheckOptions(node)) return new OnnxUnknown();
        KeepSteps();
        OnnxLayer? layer = MakeRecurrent(node, w, r, units, inputs, both);
        if (layer is null) return new OnnxUnknown();
        _layers.Add(layer);
        var hidden = new OnnxAxis(units, OnnxRole.Values);
        var sides = new OnnxAxis(directions, OnnxRole.Direction);
        IReadOnlyList<OnnxAxis> stepAxes = [time];
        var all = new OnnxFlow(batchFirst ? [batch, stepAxes, [sides], [hidden]] : [stepAxes, [sides], batch, [hidden]], layer);
        var final = new OnnxFlow(batchFirst ? [batch, [sides], [hidden]] : [[sides], batch, [hidden]], layer, IsFinalState: true);
        if (node.Outputs.Count > 1 && node.Outputs[1].Length > 0) _values[node.Outputs[1]] = final;
        if (node.Outputs.Count > 2 && node.Outputs[2].Length > 0) _values[node.Outputs[2]] = new OnnxState();
        return all;
    }

    /// <summary>Marks a dimension as the values of a step.</summary>
    private IReadOnlyList<OnnxAxis>? Values(IReadOnlyList<OnnxAxis> axes, int wanted, OnnxNode node)
    {
        long size = axes.Aggregate(1L, (product, axis) => product * axis.Size);
        if (size != wanted && !IsOpen(size)) throw new InvalidDataException($"Expected {wanted} values a step into {node.Place} of {_what}, but got {size}.");
        // Steps side by side, each with its values: a flatten.
        if (axes.Count > 1 && axes[0].Role == OnnxRole.Steps && axes.Skip(1).All(axis => axis.Role is OnnxRole.Values or OnnxRole.Direction) && _layers.Count > 0)
        {
            KeepSteps();
            _layers.Add(new OnnxLayer(node.Place, new FlattenAttribute()));
            return axes;
        }

        if (axes.Any(axis => axis.Role is OnnxRole.Steps or OnnxRole.Batch))
        {
            Problem(node, "values that hold several steps", "a recurrent layer, or its last step, before it");
            return null;
        }

        // Directions stand before the values of each.
        int place = axes.ToList().FindIndex(axis => axis is { Role: OnnxRole.Direction, Size: > 1 });
        if (place > 0)
        {
            Problem(node, "directions inside of their values", "both directions side by side");
            return null;
        }

        foreach (OnnxAxis axis in axes)
        {
            if (axis.Role == OnnxRole.Unknown) axis.Role = OnnxRole.Values;
        }

        return axes;
    }

    private bool CheckOptions(OnnxNode node)
    {
        bool good = true;
        void Check(bool wrong, string what, string nearest)
        {
            if (!wrong) return;
            Problem(node, what, nearest);
            good = false;
        }

        Check(node.Attributes.ContainsKey("clip"), "a clipped cell", "a cell without clip");
        Check(node.Has(4) && ConstantOf(node, 4) is null, "lengths as an input", "windows of one length: a model takes lengths beside the windows");
        return good;
    }

    private static int GatesOf(OnnxNode node) => node.Op switch { "LSTM" => 4, "GRU" => 3, _ => 1 };

    private OnnxLayer? MakeRecurrent(OnnxNode node, OnnxTensor w, OnnxTensor r, int units, int inputs, bool both)
    {
        bool isLstm = node.Op == "LSTM";
        OnnxTensor? b = ConstantOf(node, 3);
        OnnxTensor? p = ConstantOf(node, 7);
        bool coupled = isLstm && node.Whole("input_forget", 0) != 0;
        if (ReadActivations(node, isLstm, both) is not ({ } gateFunction, { } function)) return null;
        bool after = node.Whole("linear_before_reset", 0) != 0;
        bool biased = b is not null;
        int given = GatesOf(node);
        int[] order = given switch { 4 => coupled ? s_coupledGates : s_lstmGates, 3 => s_gruGates, _ => [0] };
        int gates = order.Length;
        if (b is not null && b.Count != (both ? 2 : 1) * 2 * given * units) throw new InvalidDataException($"Expected biases of {2 * given * units} values of {node.Place} of {_what}, but got {b.ShapeText}.");
        if (p is not null && p.Count != (both ? 2 : 1) * 3 * units) throw new InvalidDataException($"Expected peepholes of {3 * units} values of {node.Place} of {_what}, but got {p.ShapeText}.");
        var tensors = new List<ImportedTensor>();
        for (int side = 0; side < (both ? 2 : 1); side++)
        {
            string prefix = both ? (side == 0 ? "forward." : "backward.") : "";
            tensors.Add(new(prefix + "kernel", [inputs, gates * units], Turned(w, side, units, inputs, given, order)));
            tensors.Add(new(prefix + "recurrent_kernel", [units, gates * units], Turned(r, side, units, units, given, order)));
            if (b is not null) tensors.Add(Bias(b, side, units, given, order, after && given == 3, prefix));
            if (p is not null) tensors.Add(new(prefix + "peephole", [coupled ? 2 : 3, units], Peephole(p, side, units, coupled)));
        }

        if (!AddStart(node, 5, "initial_hidden", units, both, tensors, out bool learnsHidden) || !AddStart(node, 6, "initial_cell", units, both, tensors, out bool learnsCell)) return null;
        bool learns = learnsHidden || learnsCell;
        if (learns) CompleteStart(tensors, units, both, isLstm);
        LayerAttribute attribute = given == 1
            ? new SimpleRnnAttribute(units) { Bidirectional = both, Activation = function, UseBias = biased, LearnedInitialState = learns, ReturnSequences = true }
            : isLstm
            ? new LstmAttribute(units) { Bidirectional = both, Activation = function, RecurrentActivation = gateFunction, UseBias = biased, Peepholes = p is not null, CoupledGates = coupled, LearnedInitialState = learns, ReturnSequences = true }
            : new GruAttribute(units) { Bidirectional = both, Activation = function, RecurrentActivation = gateFunction, UseBias = biased, ResetAfter = after, LearnedInitialState = learns, ReturnSequences = true };
        return new OnnxLayer(node.Place, attribute, tensors);
    }

    /// <summary>First states that are constant: zeros, or the same for every window, which are learned ones.</summary>
    private bool AddStart(OnnxNode node, int input, string name, int units, bool both, List<ImportedTensor> tensors, out bool learns)
    {
        learns = false;
        if (!node.Has(input) || Find(node.Inputs[input]) is OnnxState) return true;
        if (ConstantOf(node, input) is not { } start)
        {
            Problem(node, "a first state that is computed", "a first state of zeros, or constant");
            return false;
        }

        // Zeros are what a cell begins with, unless LstmGen wrote them as something that is learned.
        if (!_isOwn && (start.Uniform is 0 || Array.TrueForAll(start.Values, value => value == 0))) return true;
        int sides = both ? 2 : 1;
        if (start.Rank != 3 || start.Shape[2] != units || start.Count < sides * units)
        {
            Problem(node, "a first state of another shape", "a first state of zeros, or constant");
            return false;
        }

        float[] values = start.Floats;
        int batch = start.Shape[1];
        for (int side = 0; side < sides; side++)
        {
            float[] first = values[(side * batch * units)..((side * batch * units) + units)];
            for (int row = 1; row < batch; row++)
            {
                if (values.AsSpan(((side * batch) + row) * units, units).SequenceEqual(first)) continue;
                Problem(node, "a first state of its own for each window of a batch", "a first state of zeros, or one for all");
                return false;
            }

            tensors.Add(new((both ? (side == 0 ? "forward." : "backward.") : "") + name, [units], first));
        }

        learns = true;
        return true;
    }

    /// <summary>Where one of h and c is constant, the other is there too; tensors come in our order.</summary>
    private static void CompleteStart(List<ImportedTensor> tensors, int units, bool both, bool isLstm)
    {
        var ordered = new List<ImportedTensor>();
        foreach (string prefix in both ? (string[])["forward.", "backward."] : [""])
        {
            ordered.AddRange(tensors.Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal) && !tensor.Name.Contains("initial", StringComparison.Ordinal)));
            foreach (string name in isLstm ? (string[])["initial_hidden", "initial_cell"] : ["initial_hidden"])
            {
                ordered.Add(tensors.Find(tensor => tensor.Name == prefix + name) ?? new(prefix + name, [units], new float[units]));
            }
        }

        tensors.Clear();
        tensors.AddRange(ordered);
    }

    /// <summary>[gates·units, inputs] of one direction as [inputs, gates·units], its gates in our order.</summary>
    private static float[] Turned(OnnxTensor tensor, int side, int units, int inputs, int given, int[] order)
    {
        float[] source = tensor.Floats;
        int columns = order.Length * units;
        int start = side * given * units * inputs;
        float[] result = new float[inputs * columns];
        for (int gate = 0; gate < order.Length; gate++)
        {
            for (int u = 0; u < units; u++)
            {
                for (int i = 0; i < inputs; i++)
                {
                    result[(i * columns) + (gate * units) + u] = source[start + (((order[gate] * units) + u) * inputs) + i];
                }
            }
        }

        return result;
    }

    private static ImportedTensor Bias(OnnxTensor tensor, int side, int units, int given, int[] order, bool two, string prefix)
    {
        float[] source = tensor.Floats;
        int columns = order.Length * units;
        int start = side * 2 * given * units;
        float Value(int half, int gate, int u) => source[start + (half * given * units) + (order[gate] * units) + u];
        float[] result = new float[two ? 2 * columns : columns];
        for (int gate = 0; gate < order.Length; gate++)
        {
            for (int u = 0; u < units; u++)
            {
                int place = (gate * units) + u;
                result[place] = two ? Value(0, gate, u) : Value(0, gate, u) + Value(1, gate, u);
                if (two) result[columns + place] = Value(1, gate, u);
            }
        }

        return new(prefix + "bias", two ? [2, columns] : [columns], result);
    }

    /// <summary>Peepholes i o f as i f o, or i o.</summary>
    private static float[] Peephole(OnnxTensor tensor, int side, int units, bool coupled)
    {
        ReadOnlySpan<float> source = tensor.Floats.AsSpan(side * 3 * units, 3 * units);
        return coupled ? source[..(2 * units)].ToArray() : [.. source[..units], .. source[(2 * units)..], .. source.Slice(units, units)];
    }

    /// <summary>The functions of the gates, and of candidate and output, which must be one; the same in both directions.</summary>
    private (Activation? Gates, Activation? Others) ReadActivations(OnnxNode node, bool isLstm, bool both)
    {
        string[] names = node.Attributes.TryGetValue("activations", out OnnxAttribute? given) ? given.Texts : [];
        int each = node.Op switch { "LSTM" => 3, "GRU" => 2, _ => 1 };
        if (names.Length == 0) return (Activation.Sigmoid, Activation.Tanh);
        if (names.Length != each * (both ? 2 : 1)) throw new InvalidDataException($"Expected {each * (both ? 2 : 1)} activations of {node.Place} of {_what}, but got {names.Length}.");
        float[] alphas = node.Attributes.TryGetValue("activation_alpha", out OnnxAttribute? given2) ? given2.Singles : [];
        Activation?[] read = [.. names.Select((name, i) => name.ToLowerInvariant() switch
        {
            "sigmoid" => Activation.Sigmoid,
            "tanh" => Activation.Tanh,
            "relu" => Activation.Relu,
            "affine" or "linear" => Activation.Linear,
            "softplus" => Activation.Softplus,
            "softsign" => Activation.Softsign,
            "hardsigmoid" => alphas.Length == 0 || Math.Abs(alphas[Math.Min(i, alphas.Length - 1)] - 0.2f) < 1e-4f ? Activation.LegacyHardSigmoid : Activation.HardSigmoid,
            _ => (Activation?)null,
        })];
        bool same = !isLstm || read[1] == read[2];
        if (both) same &= read.Take(each).SequenceEqual(read.Skip(each));
        if (Array.Exists(read, function => function is null) || !same)
        {
            Problem(node, $"the activations {string.Join(", ", names)}", "one function of the gates, and one of candidate and output, the same in both directions");
            return (null, null);
        }

        return each == 1 ? (Activation.Sigmoid, read[0]) : (read[0], read[1]);
    }
}

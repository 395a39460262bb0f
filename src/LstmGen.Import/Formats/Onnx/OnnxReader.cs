namespace LstmGen.Import.Formats.Onnx;

/// <summary>
/// Reads a graph of ONNX as layers. Constants are folded first, with the arithmetic of shapes that exporters leave behind; what flows from the input is followed through
/// reshapes and transposes by what its axes mean, until an operator reads it that is a layer.
/// </summary>
internal sealed partial class OnnxReader
{
    /// <summary>Sizes from here on stand for those that are open: large primes, which no product of real sizes is, one for each dimension.</summary>
    public const int LeastOpen = 1_000_003;

    private static readonly long[] s_open = [LeastOpen, 1_000_033, 1_000_037, 1_000_039];

    private readonly OnnxGraph _graph;
    private readonly ImportOptions _options;
    private readonly string _what;
    private readonly Problems _problems;
    private readonly Dictionary<string, OnnxValue> _values = new(StringComparer.Ordinal);
    private readonly List<OnnxLayer> _layers = [];
    private readonly List<string> _notes = [];
    private readonly OnnxAffine _affine = new();
    private readonly HashSet<int> _read = [];
    private IReadOnlyList<OnnxAxis> _input = [];
    private bool _isOwn;
    private long _left;

    private int Features { get; set; }

    private OnnxReader(OnnxGraph graph, ImportOptions options, string what, long length) =>
        (_graph, _options, _what, _problems, _left) = (graph, options, what, new Problems(what), length + (1 << 16));

    /// <exception cref="InvalidDataException">It is damaged, or holds what has no counterpart.</exception>
    public static ImportedNetwork Read(ReadOnlyMemory<byte> bytes, ImportOptions options, string what) => new OnnxReader(OnnxGraph.Read(bytes, what), options, what, bytes.Length).Run();

    private static bool IsOpen(long size) => Array.IndexOf(s_open, size) >= 0;

    private ImportedNetwork Run()
    {
        _isOwn = _graph.Metadata.GetValueOrDefault("format") == "lstmgen";
        foreach ((string name, OnnxTensor tensor) in _graph.Initializers)
        {
            _values[name] = new OnnxConstant(tensor);
        }

        ReadInputs();
        foreach (OnnxNode node in _graph.Nodes)
        {
            if (!_read.Contains(node.Index)) Apply(node);
        }

        OnnxFlow? result = null;
        foreach (OnnxPort port in _graph.Outputs)
        {
            if (_values.GetValueOrDefault(port.Name) is OnnxFlow { IsFinalState: false } flow) result ??= flow;
        }

        foreach (OnnxPort port in _graph.Outputs)
        {
            if (_values.GetValueOrDefault(port.Name) is OnnxFlow { IsFinalState: true } flow) result ??= flow;
        }

        _problems.Throw();
        if (result is null) throw new InvalidDataException($"Expected an output of {_what} that comes from its input, but there is none.");
        Finish(result);
        if (_layers.Count == 0) throw new InvalidDataException($"Expected layers in {_what}, but its output is its input.");
        TakeScaler();
        TakeChain();
        if (_undivided is { } sum) _problems.Add(sum.Layer.Place, "a sum over steps", "their mean, or the largest");
        _problems.Throw();
        return new()
        {
            Format = $"ONNX, opset {_graph.Opset}{(_graph.Producer.Trim() is { Length: > 0 } producer ? $", {producer}" : "")}",
            Model = ModelOf(),
            Layers = [.. _layers.Select(layer => new ImportedLayer(layer.Attribute, layer.Place, layer.Tensors))],
            Scaling = _isOwn ? ImportedScaling.OfMetadata(_graph.Metadata) : _affine.ToScaling(Features, _layers[^1].Attribute),
            OwnMetadata = _isOwn
                ? [.. _graph.Metadata.Where(entry => entry.Key is "scaling" || entry.Key.StartsWith("scaler.", StringComparison.Ordinal) || entry.Key.StartsWith("forecast.", StringComparison.Ordinal)).Select(entry => (entry.Key, entry.Value))]
                : null,
            Notes = _notes,
        };
    }

    /// <summary>One input has the values; others are states of recurrent layers.</summary>
    private void ReadInputs()
    {
        HashSet<string> states = StateInputs();
        OnnxPort[] inputs = [.. _graph.Inputs.Where(port => !_graph.Initializers.ContainsKey(port.Name))];
        OnnxPort[] values = [.. inputs.Where(port => !states.Contains(port.Name))];
        foreach (OnnxPort port in inputs.Where(port => states.Contains(port.Name)))
        {
            _values[port.Name] = new OnnxState();
        }

        if (states.Count > 0 && inputs.Length > values.Length) _notes.Add("The state comes in and goes out beside the values: Step carries it.");
        if (values.Length == 0) throw new InvalidDataException($"Expected an input of {_what}, but it has none.");
        foreach (OnnxPort extra in values.Skip(1))
        {
            _problems.Add($"input '{extra.Name}'", "a second input", WeightsAsInputs(extra)
                ? "its weights are inputs of the graph instead of constants, so that they are not in the file; export the model again with keep_initializers_as_inputs and its parameters"
                : "give the model one input, with further values as columns of each step");
            _values[extra.Name] = new OnnxUnknown();
        }

        OnnxPort input = values[0];
        if (input.Shape is not { Length: >= 1 and <= 4 } shape)
        {
            _problems.Add($"input '{input.Name}'", input.Shape is null ? "its shape is not in the file" : $"it has {input.Shape.Length} dimensions", "an input of batch × steps × values");
            _values[input.Name] = new OnnxUnknown();
            return;
        }

        _input = [.. shape.Select((size, i) => new OnnxAxis(size > 0 ? size : s_open[i]))];
        _values[input.Name] = new OnnxFlow([.. _input.Select(axis => (IReadOnlyList<OnnxAxis>)[axis])], null);
    }

    private bool WeightsAsInputs(OnnxPort port) => _graph.Nodes.Any(node => node.Op is "LSTM" or "GRU" && node.Inputs.Skip(1).Take(3).Contains(port.Name));

    /// <summary>Inputs that lead to nothing but the first states of recurrent layers.</summary>
    private HashSet<string> StateInputs()
    {
        var states = new HashSet<string>(StringComparer.Ordinal);
        foreach (OnnxNode node in _graph.Nodes.Where(node => node.Op is "LSTM" or "GRU" or "RNN"))
        {
            states.UnionWith(node.Inputs.Skip(5).Take(2).Where(name => name.Length > 0));
        }

        // From the layers back to the inputs, through what only moves values.
        foreach (OnnxNode node in _graph.Nodes.Reverse<OnnxNode>())
        {
            if (node.Op is "Slice" or "Gather" or "Unsqueeze" or "Squeeze" or "Identity" or "Split" or "Reshape" or "Transpose" or "Concat" && node.Outputs.Any(states.Contains))
            {
                states.UnionWith(node.Op == "Concat" ? node.Inputs : node.Inputs.Take(1));
            }
        }

        return states;
    }

    private OnnxValue? Find(string name) => name.Length == 0 ? null : _values.GetValueOrDefault(name);

    private OnnxTensor? ConstantOf(OnnxNode node, int input) => node.Has(input) && Find(node.Inputs[input]) is OnnxConstant constant ? constant.Tensor : null;

    private void Apply(OnnxNode node)
    {
        foreach (string output in node.Outputs)
        {
            if (output.Length > 0) _values[output] = new OnnxUnknown();
        }

        if (node.Outputs.Count == 0) return;
        OnnxValue?[] inputs = [.. node.Inputs.Select(Find)];
        if (node.Domain.Length == 0 && inputs.Zip(node.Inputs).All(pair => pair.First is OnnxConstant || pair.Second.Length == 0)
            && OnnxFolding.Fold(node, [.. inputs.Select(input => (input as OnnxConstant)?.Tensor)]) is { } folded)
        {
            // Constants that are joined with themselves again and again would grow without an end.
            _left -= folded.Uniform is null && node.Op is not ("Constant" or "Identity" or "Unsqueeze" or "Squeeze" or "Reshape") ? folded.Count : 0;
            if (_left < 0) throw new InvalidDataException($"Expected fewer computed constants in {_what}, but {node.Place} makes another of {folded.Count} values.");
            _values[node.Outputs[0]] = new OnnxConstant(folded);
            return;
        }

        if (inputs.Any(input => input is OnnxState) && !inputs.Any(input => input is OnnxFlow))
        {
            if (TakeState(node, (OnnxState)inputs.First(input => input is OnnxState)!) is { } taken)
            {
                _values[node.Outputs[0]] = taken;
                return;
            }

            foreach (string output in node.Outputs)
            {
                _values[output] = new OnnxState();
            }

            return;
        }

        // Arithmetic of shapes that hangs on what is not known is nobody's fault.
        if (node.Domain.Length == 0 && OnnxFolding.Folds(node.Op) && !inputs.Any(input => input is OnnxFlow)) return;
        if (node.Domain.Length > 0 || !s_operators.TryGetValue(node.Op, out Func<OnnxReader, OnnxNode, OnnxFlow, OnnxValue?>? apply))
        {
            _problems.Add(node.Place, node.Domain.Length > 0 ? $"an operator of '{node.Domain}'" : "an operator that has no counterpart", NearestTo(node.Op));
            return;
        }

        // Behind what is not known, only the operators are looked at, so that all that is wrong is said at once.
        if (inputs.OfType<OnnxFlow>().FirstOrDefault() is not { } flow) return;
        string key = flow.At is null || OnnxFolding.Folds(node.Op) && node.Op != "Add" ? "" : KeyOf(node, flow);
        if (key.Length > 0 && _ofSteps.TryGetValue(key, out OnnxFlow? known))
        {
            _values[node.Outputs[0]] = known with { At = flow.At };
            return;
        }

        if (apply(this, node, flow) is not { } result) return;
        if (flow.At is not null && node.Op != "Concat" && result is OnnxFlow { At: null } made) result = made with { At = flow.At };
        _values[node.Outputs[0]] = result;
        if (key.Length > 0 && result is OnnxFlow first) _ofSteps[key] = first;
    }

    /// <summary>The state of one layer and direction out of those of all: <c>h_n[-1]</c>.</summary>
    private OnnxFlow? TakeState(OnnxNode node, OnnxState state)
    {
        if (state.Parts.Count == 0 || node.Op is not ("Gather" or "Slice")) return null;
        long count = state.Parts.Sum(part => part.Sizes[0]);
        long place;
        bool keeps = node.Op == "Slice";
        if (keeps)
        {
            if (OnnxFolding.SliceOf(node, [.. Enumerable.Range(0, node.Inputs.Count).Select(i => ConstantOf(node, i))]) is not { Starts: [var start], Ends: [var end], Axes: [0], Steps: [1] }) return null;
            place = start < 0 ? start + count : start;
            if (Math.Min(end < 0 ? end + count : end, count) - place != 1) return null;
        }
        else
        {
            if (node.Whole("axis", 0) != 0 || ConstantOf(node, 1) is not { Count: 1, Rank: 0 } index) return null;
            place = index.Wholes[0] < 0 ? index.Wholes[0] + count : index.Wholes[0];
        }

        foreach (OnnxFlow part in state.Parts)
        {
            long sides = part.Sizes[0];
            if (place >= 0 && place < sides)
            {
                IReadOnlyList<OnnxAxis>[] rest = [.. part.Dimensions.Skip(1)];
                return part with { Part = sides > 1 ? (int)place : null, Dimensions = keeps ? [[], .. rest] : rest };
            }

            place -= sides;
        }

        return null;
    }

    private static string NearestTo(string op) => op switch
    {
        "Loop" or "Scan" => "export the model so that its layers are LSTM and GRU nodes: from Keras with a fixed number of steps, from PyTorch with nn.LSTM or nn.GRU",
        "If" => "export the model without conditions",
        "Attention" or "Einsum" => "[Attention] weighs the steps of a sequence; declare it and train it here",
        _ => "see docs/porting.md for the operators that there are",
    };

    private OnnxUnknown Problem(OnnxNode node, string wrong, string nearest)
    {
        _problems.Add(node.Place, wrong, nearest);
        return new OnnxUnknown();
    }

    private LstmModelAttribute ModelOf()
    {
        OnnxAxis? steps = _input.FirstOrDefault(axis => axis.Role == OnnxRole.Steps);
        long length = _options.LookBack ?? (steps is null ? 1 : IsOpen(steps.Size) ? _options.OpenLookBack ?? -1 : steps.Size);
        if (length < 1)
        {
            _problems.Add("the input", "its number of steps is open", "say how many a window has: LookBack on the build item, --look-back for the tool");
            _problems.Throw();
        }

        bool tokens = _layers[0].Attribute is EmbeddingAttribute;
        long features = tokens ? 1 : _input.Where(axis => axis.Role == OnnxRole.Values).Aggregate(1L, (product, axis) => product * axis.Size);
        if (IsOpen(features) || features > int.MaxValue || length > int.MaxValue) throw new InvalidDataException($"Expected the number of values of a step in {_what}, but it is open.");
        Features = (int)features;
        Scaling scaling = !_isOwn ? (_affine.IsNone ? Scaling.None : Scaling.Standard)
            : _graph.Metadata.GetValueOrDefault("scaling") switch { "Standard" => Scaling.Standard, "MinMax" => Scaling.MinMax, _ => Scaling.None };
        return new() { LookBack = (int)length, Features = Features, Scaling = scaling };
    }

    /// <summary>The output: a batch, steps where there are any, and values.</summary>
    private void Finish(OnnxFlow flow)
    {
        OnnxFlow last = Enter(flow);
        if (last.Dimensions.SelectMany(axes => axes).Any(axis => axis.Role == OnnxRole.Steps))
        {
            KeepSteps();
            if (last.Dimensions[0].Any(axis => axis.Role == OnnxRole.Steps)) _notes.Add("The file's output has the steps first, then the batch; a model's has a window's steps together.");
        }
    }

    /// <summary>Scores of a chain beside the emissions: a CRF, as LstmGen writes it.</summary>
    private void TakeChain()
    {
        OnnxTensor? Score(string name, params int[] shape) =>
            _values.GetValueOrDefault(name) is OnnxConstant { Tensor: var tensor } && tensor.Shape.AsSpan().SequenceEqual(shape) && tensor.Values.All(double.IsFinite) ? tensor : null;
        if (_layers[^1].Attribute is not DenseAttribute { Activation: Activation.Linear } dense || !_graph.Outputs.Exists(port => port.Name == "crf_transitions")) return;
        int tags = dense.Units;
        if (Score("crf_start", tags) is not { } start || Score("crf_end", tags) is not { } end || Score("crf_transitions", tags, tags) is not { } transitions)
        {
            _problems.Add("outputs crf_start, crf_end and crf_transitions", "scores of a chain that a scheme of tags forbids in part", "declare [Crf] with its scheme, and load the file that Save wrote");
            return;
        }

        _layers[^1].Attribute = new CrfAttribute(tags) { UseBias = dense.UseBias };
        _layers[^1].Tensors.AddRange([new("start", [tags], start.Floats), new("end", [tags], end.Floats), new("transitions", [tags, tags], transitions.Floats)]);
    }
}

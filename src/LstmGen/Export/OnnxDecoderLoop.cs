using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>
/// A decoder that reads its own likeliest tokens, as <c>PredictBatch</c> has it: a Scan whose body is one step of the layers below [Decoder]. The token and the states of recurrent layers go
/// from step to step; what the encoder passed on is the body's to see.
/// </summary>
internal sealed class OnnxDecoderLoop
{
    private readonly OnnxPlace _encoder;
    private readonly OnnxGraph _body;
    private readonly string _summary;
    private readonly List<(string First, string Next)> _states = [];

    /// <param name="encoder">Whose layers are all added.</param>
    /// <param name="memory">What it passes on.</param>
    /// <param name="joinsDirections">Whether half of that comes from a direction that starts at the end.</param>
    private OnnxDecoderLoop(OnnxPlace encoder, Flow memory, bool joinsDirections)
    {
        (_encoder, Memory) = (encoder, memory);
        _summary = Summary(joinsDirections);
        _body = Outer.Nested("decoder_step");
    }

    /// <summary>The encoder's steps.</summary>
    public Flow Memory { get; }

    /// <summary>Steps of the encoder.</summary>
    public int MemorySteps => Memory.Shape.Steps;

    /// <summary>The graph around the loop: what is the same at every step stands there.</summary>
    public OnnxGraph Outer => _encoder.Graph;

    public static Flow Add(OnnxPlace encoder, Flow memory, bool joinsDirections, IReadOnlyList<DeclaredLayer> layers) =>
        new OnnxDecoderLoop(encoder, memory, joinsDirections).Add(layers);

    private Flow Add(IReadOnlyList<DeclaredLayer> layers)
    {
        var decoder = (DecoderAttribute)layers[0].Attribute;
        Outer.Scope = layers[0].Name;
        string first = Outer.Node("Expand", [Outer.Whole([decoder.Start], 1), _encoder.Batch]);
        string token = _body.InnerInput("token", OnnxGraph.Int64);
        var place = new OnnxPlace
        {
            Graph = _body,
            Weights = _encoder.Weights,
            ModelInput = _encoder.ModelInput,
            First = new Flow(_body.Unsqueeze(_body.Unsqueeze(token, 0), 2), layers[0].Output, null),
            Streaming = true,
            Loop = this,
        };
        Flow written = OnnxModel.AddLayers(place, layers.Skip(1));
        string probabilities = _body.Squeeze(written.Value, 0);
        string next = _body.Node("ArgMax", [probabilities], ("axis", -1), ("keepdims", 0));
        _body.InnerInput("step", OnnxGraph.Int64);
        string[] carried = [next, .. _states.Select(state => state.Next)];
        foreach (string value in carried)
        {
            _body.InnerOutput(value, value == next ? OnnxGraph.Int64 : OnnxGraph.Float);
        }

        _body.InnerOutput(_body.Node("Identity", [probabilities]), OnnxGraph.Float);
        Outer.Scope = layers[0].Name;
        string all = Outer.Unique("all");
        string steps = Outer.Whole([.. Enumerable.Range(0, decoder.Steps).Select(step => (long)step)], decoder.Steps);
        Outer.Add(
            "Scan", [first, .. _states.Select(state => state.First), steps], [.. carried.Select(_ => Outer.Unique("last")), all], ("num_scan_inputs", 1), ("body", _body));
        return written with { Value = all };
    }

    /// <summary>A state of a layer in the body. Before the first step it is tanh(s·W + b), a part of what the layer's bridge makes of the encoder's last states.</summary>
    public string StateInput(OnnxPlace at, string name, int width)
    {
        Outer.Scope = at.Layer.Name;
        string sums = Outer.Add(Outer.MatMul(_summary, Tensor(at, "bridge_kernel")), Tensor(at, "bridge_bias"));
        int from = name == "cell" ? width : 0;
        _states.Add((Outer.Slice(Outer.Node("Tanh", [sums]), 1, from, from + width), ""));
        return _body.InnerInput(name, OnnxGraph.Float);
    }

    public void StateOutput(string value)
    {
        int place = _states.FindIndex(state => state.Next.Length == 0);
        _states[place] = _states[place] with { Next = value };
    }

    private string Tensor(OnnxPlace at, string tensor) => Outer.Tensor(tensor, at.Values(tensor), at.ShapeOf(tensor));

    /// <summary>The last states of the encoder, [batch, values]: those of each direction where it ended.</summary>
    private string Summary(bool joinsDirections)
    {
        if (!Memory.Shape.IsSequence)
        {
            return Memory.Value;
        }

        string last = Outer.Last(Memory, MemorySteps);
        if (!joinsDirections)
        {
            return last;
        }

        int width = Memory.Shape.Width, half = width / 2;
        string first = Outer.Node("Gather", [Memory.Value, Outer.Whole([0])], ("axis", 0));
        return Outer.Concat(1, Outer.Slice(last, 1, 0, half), Outer.Slice(first, 1, half, width));
    }
}

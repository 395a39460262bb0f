using LstmGen.Runtime;

namespace LstmGen.Export;

/// <summary>Where a layer stands in a graph that is being written, and what it may ask for.</summary>
internal sealed class OnnxPlace
{
    private readonly List<Flow> _inputs = [];
    private readonly List<(string Key, string Value)> _metadata = [];
    private string? _batch;
    private string? _started;

    public required OnnxGraph Graph { get; init; }

    public required ExportWeights Weights { get; init; }

    /// <summary>The first of the graph's inputs.</summary>
    public required string ModelInput { get; init; }

    /// <summary>The model's input, [steps, batch, features].</summary>
    public required Flow First { get; init; }

    /// <summary>Whether the graph is one step of a stream: each sequence has one step, and states go in and out.</summary>
    public required bool Streaming { get; init; }

    /// <summary>The loop whose body the layers are part of; null outside of a decoder.</summary>
    public OnnxDecoderLoop? Loop { get; init; }

    public DeclaredLayer Layer { get; private set; } = null!;

    /// <summary>What the layer reads.</summary>
    public Flow Input { get; private set; }

    /// <summary>Columns of ids that layers have read.</summary>
    public int Columns { get; set; }

    /// <summary>What a file says besides its graph.</summary>
    public IReadOnlyList<(string Key, string Value)> Metadata => _metadata;

    /// <summary>Outputs behind the first, by the layers that have them.</summary>
    public List<(string Name, string Value, int[] Shape)> Further { get; } = [];

    /// <summary>Steps of what the layer reads: a constant.</summary>
    public int Steps => StepsOf(Input.Shape);

    /// <summary>The size of the batch, as a list of one.</summary>
    public string Batch => _batch ??= Graph.Node("Shape", [ModelInput], ("start", 0), ("end", 1));

    public int StepsOf(DeclaredShape shape) => Streaming ? 1 : shape.Steps;

    public void MoveTo(DeclaredLayer layer, Flow input)
    {
        (Layer, Input, Graph.Scope) = (layer, input, layer.Name);
        _inputs.Add(input);
    }

    /// <summary>What the layer so many layers above this one reads.</summary>
    public Flow InputOf(int layersAbove) => _inputs[_inputs.Count - 1 - layersAbove];

    /// <summary>What the layer passes on, of its declared shape and with the lengths that came in.</summary>
    public Flow Output(string value) => Output(value, Layer.Output.IsSequence ? Input.Lengths : null);

    public Flow Output(string value, string? lengths) => new(value, Layer.Output, lengths);

    public bool Has(string tensor) => Weights.Has($"{Layer.Name}.{tensor}");

    public float[] Values(string tensor) => Weights[$"{Layer.Name}.{tensor}"];

    public int[] ShapeOf(string tensor) => Weights.ShapeOf($"{Layer.Name}.{tensor}");

    /// <summary>A tensor of the layer as it is, or in another shape.</summary>
    public string Tensor(string tensor, params int[] shape) => Graph.Tensor(tensor, Values(tensor), shape.Length == 0 ? ShapeOf(tensor) : shape);

    /// <summary>The layer's bias is added where it has one, and its activation is laid on it.</summary>
    public string Finish(string sums, Activation activation) =>
        Graph.Activate(activation, Has("bias") ? Graph.Add(sums, Tensor("bias")) : sums);

    /// <summary>A state of the layer: an input of the graph, [batch, …], zero when a stream begins, whose next value is an output.</summary>
    public string StateInput(string name, params int[] shape) =>
        Loop is { } loop ? loop.StateInput(this, name, shape[0]) : Graph.Input(StateName(name), OnnxGraph.Float, [0, .. shape]);

    public void StateOutput(string name, string value, params int[] shape)
    {
        if (Loop is { } loop)
        {
            loop.StateOutput(value);
        }
        else
        {
            Further.Add(($"{StateName(name)}_next", value, [0, .. shape]));
        }
    }

    /// <summary>Whether each stream has started, [batch, 1]: a state of the model, 0 when a stream begins. Asked for where a layer begins with something else than zeros.</summary>
    public string Started()
    {
        if (_started is null)
        {
            string started = Graph.Input("started", OnnxGraph.Float, 0, 1);
            _started = Graph.Node("Greater", [started, Graph.Constant(0.5f)]);
            Further.Add(("started_next", Graph.Node("Max", [started, Graph.Constant(1f)]), [0, 1]));
        }

        return _started;
    }

    public void Say(string key, string value) => _metadata.Add((key, value));

    private string StateName(string name) => $"{Layer.Name}_{name}";
}

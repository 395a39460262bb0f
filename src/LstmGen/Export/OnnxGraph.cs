using System.Runtime.InteropServices;

namespace LstmGen.Export;

/// <summary>The graph of an ONNX file, or one inside a node of it, node by node. A method takes the names of values, adds a node or a constant, and returns the name of what comes out.</summary>
internal sealed class OnnxGraph
{
    public const int Float = 1, Int32 = 6, Int64 = 7, Bool = 9;

    /// <summary>The name of the size that a file leaves open.</summary>
    public const string BatchName = "batch";

    // Numbers of fields and types, from onnx.proto.
    private const int NodeInput = 1, NodeOutput = 2, NodeName = 3, NodeType = 4, NodeAttribute = 5;
    private const int GraphNode = 1, GraphName = 2, GraphInitializer = 5, GraphInput = 11, GraphOutput = 12;
    private const long AttributeFloat = 1, AttributeInt = 2, AttributeText = 3, AttributeGraph = 5, AttributeFloats = 6, AttributeInts = 7, AttributeTexts = 8;

    private readonly ProtoMessage _graph;
    private readonly Dictionary<string, int> _names;
    private readonly Dictionary<string, string> _constants;
    private readonly OnnxGraph _outermost;

    public OnnxGraph(string name)
        : this(name, null)
    {
    }

    private OnnxGraph(string name, OnnxGraph? outer)
    {
        _graph = new ProtoMessage().Add(GraphName, name);
        _names = outer?._names ?? new(StringComparer.Ordinal);
        _constants = outer?._constants ?? new(StringComparer.Ordinal);
        _outermost = outer?._outermost ?? this;
    }

    /// <summary>The layer that nodes belong to: their names begin with it.</summary>
    public string Scope { get; set; } = "";

    public ProtoMessage Message => _graph;

    /// <summary>A graph that an attribute of a node takes. It sees the values of this one, and shares its names and constants.</summary>
    public OnnxGraph Nested(string name) => new(Unique(name), this) { Scope = Scope };

    /// <summary>A name that nothing has yet.</summary>
    public string Unique(string name)
    {
        string scoped = Scope.Length == 0 ? name : $"{Scope}.{name}";
        _names.TryGetValue(scoped, out int before);
        _names[scoped] = before + 1;
        return before == 0 ? scoped : $"{scoped}_{before}";
    }

    /// <param name="name">As callers know it.</param>
    /// <param name="type">Of its elements.</param>
    /// <param name="shape">0 for the batch.</param>
    public string Input(string name, int type, params ReadOnlySpan<int> shape)
    {
        _graph.Add(GraphInput, ValueInfo(name, type, shape));
        return name;
    }

    /// <summary>An input of a nested graph, whose shape its node knows.</summary>
    public string InnerInput(string name, int type)
    {
        string unique = Unique(name);
        _graph.Add(GraphInput, ValueInfo(unique, type));
        return unique;
    }

    public void InnerOutput(string value, int type) => _graph.Add(GraphOutput, ValueInfo(value, type));

    /// <summary>Gives a value the name that callers know it by.</summary>
    /// <param name="name">As callers know it.</param>
    /// <param name="value">A value of the graph.</param>
    /// <param name="shape">0 for the batch.</param>
    public void Output(string name, string value, params ReadOnlySpan<int> shape)
    {
        Add("Identity", [value], [name]);
        _graph.Add(GraphOutput, ValueInfo(name, Float, shape));
    }

    /// <summary>A node with one output.</summary>
    public string Node(string type, string[] inputs, params (string Name, object Value)[] attributes)
    {
        string output = Unique(type);
        Add(type, inputs, [output], attributes);
        return output;
    }

    /// <summary>A node with any outputs; an empty name for one that is not wanted.</summary>
    public void Add(string type, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes)
    {
        string[] given = [.. inputs.Reverse().SkipWhile(input => input.Length == 0).Reverse()];
        string named = outputs.First(output => output.Length > 0);
        ProtoMessage node = new ProtoMessage().AddAll(NodeInput, given).AddAll(NodeOutput, outputs).Add(NodeName, named).Add(NodeType, type);
        foreach ((string name, object value) in attributes)
        {
            node.Add(NodeAttribute, Attribute(name, value));
        }

        _graph.Add(GraphNode, node);
    }

    /// <summary>A constant tensor of a layer's own.</summary>
    public string Tensor(string name, float[] values, params ReadOnlySpan<int> shape)
    {
        string unique = Unique(name);
        _outermost._graph.Add(GraphInitializer, TensorHead(unique, Float, shape).AddBytesOf(9, values));
        return unique;
    }

    /// <summary>A constant, once for all that want the same.</summary>
    public string Constant(float value)
    {
        string key = FormattableString.Invariant($"value {value:R}");
        return Shared(key, name => TensorHead(name, Float, []).AddBytesOf(9, [value]));
    }

    /// <summary>Whole numbers as a list.</summary>
    public string Constant(params long[] values) => Shared($"list {string.Join(' ', values)}", name => TensorHead(name, Int64, [values.Length]).Add(9, MemoryMarshal.AsBytes(LittleEndian(values))));

    /// <summary>Whole numbers in a shape.</summary>
    public string Whole(long[] values, params int[] shape) =>
        Shared($"[{string.Join(',', shape)}] {string.Join(' ', values)}", name => TensorHead(name, Int64, shape).Add(9, MemoryMarshal.AsBytes(LittleEndian(values))));

    private string Shared(string key, Func<string, ProtoMessage> make)
    {
        if (!_constants.TryGetValue(key, out string? name))
        {
            int number = _constants.Count;
            name = number == 0 ? "constant" : FormattableString.Invariant($"constant_{number}");
            _constants.Add(key, name);
            _outermost._graph.Add(GraphInitializer, make(name));
        }

        return name;
    }

    private static ReadOnlySpan<long> LittleEndian(long[] values) =>
        BitConverter.IsLittleEndian ? values : Array.ConvertAll(values, System.Buffers.Binary.BinaryPrimitives.ReverseEndianness);

    private static ProtoMessage TensorHead(string name, int type, ReadOnlySpan<int> shape)
    {
        var tensor = new ProtoMessage();
        foreach (int dimension in shape)
        {
            tensor.Add(1, (long)dimension);
        }

        return tensor.Add(2, (long)type).Add(8, name);
    }

    private static ProtoMessage Attribute(string name, object value)
    {
        ProtoMessage message = new ProtoMessage().Add(1, name);
        return value switch
        {
            int number => message.Add(3, (long)number).Add(20, AttributeInt),
            float number => message.Add(2, number).Add(20, AttributeFloat),
            string text => message.Add(4, text).Add(20, AttributeText),
            int[] numbers => numbers.Aggregate(message, (all, number) => all.Add(8, (long)number)).Add(20, AttributeInts),
            float[] numbers => numbers.Aggregate(message, (all, number) => all.Add(7, number)).Add(20, AttributeFloats),
            string[] texts => message.AddAll(9, texts).Add(20, AttributeTexts),
            OnnxGraph graph => message.Add(6, graph._graph).Add(20, AttributeGraph),
            _ => throw new ArgumentException($"Expected an attribute of a kind that ONNX has for {name}, but got {value}.", nameof(value)),
        };
    }

    private static ProtoMessage ValueInfo(string name, int type) => new ProtoMessage().Add(1, name).Add(2, new ProtoMessage().Add(1, new ProtoMessage().Add(1, (long)type)));

    private static ProtoMessage ValueInfo(string name, int type, ReadOnlySpan<int> shape)
    {
        var dimensions = new ProtoMessage();
        foreach (int dimension in shape)
        {
            dimensions.Add(1, dimension == 0 ? new ProtoMessage().Add(2, BatchName) : new ProtoMessage().Add(1, (long)dimension));
        }

        ProtoMessage tensor = new ProtoMessage().Add(1, new ProtoMessage().Add(1, (long)type).Add(2, dimensions));
        return new ProtoMessage().Add(1, name).Add(2, tensor);
    }
}

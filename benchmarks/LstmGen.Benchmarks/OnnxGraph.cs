using System.Runtime.InteropServices;
using LstmGen.Export;
using LstmGen.Inspection;

namespace LstmGen.Benchmarks;

/// <summary>
/// The graph of an ONNX file, layer by layer, for one fixed number of windows. Sequences are [steps, windows, values], vectors [windows, values]:
/// a method takes the name of a value, adds a layer with the parameters of a model of ours, and returns the name of what comes out.
/// </summary>
internal sealed partial class OnnxGraph(ParameterSet parameters, int windows)
{
    // Numbers of fields and types, from onnx.proto.
    private const int NodeInput = 1, NodeOutput = 2, NodeName = 3, NodeType = 4, NodeAttribute = 5;
    private const int GraphNode = 1, GraphName = 2, GraphInitializer = 5, GraphInput = 11, GraphOutput = 12;
    private const int Float = 1, Int64 = 7;
    private const long AttributeInt = 2, AttributeText = 3, AttributeInts = 7;

    /// <summary>ONNX has the gates in the order i o f c; the parameters have them in the order i f c o.</summary>
    private static readonly int[] GateOrder = [0, 3, 1, 2];

    private readonly ProtoMessage _graph = new ProtoMessage().Add(GraphName, "model");

    /// <summary>The bytes of the file.</summary>
    public byte[] ToModel() => new ProtoMessage()
        .Add(1, 8L)
        .Add(2, "LstmGen.Benchmarks")
        .Add(7, _graph)
        .Add(8, new ProtoMessage().Add(1, "").Add(2, 17L))
        .ToArray();

    public string Input(string name, params ReadOnlySpan<int> shape)
    {
        Value(GraphInput, name, shape);
        return name;
    }

    public void Output(string name, params ReadOnlySpan<int> shape) => Value(GraphOutput, name, shape);

    /// <summary>An LSTM: its whole sequence, or its last step.</summary>
    public string Lstm(string name, string x, bool last) => Squeeze(name, Recurrent([name], x, [], last), last ? 0 : 1);

    /// <summary>The last step of a sequence, as one vector.</summary>
    public string LastStep(string name, string sequence) => Node("Gather", $"{name}.end", [sequence, Scalar($"{name}.index", -1)], ("axis", 0));

    /// <summary>A step of an LSTM with its state: the inputs h and c, the outputs h_next and c_next.</summary>
    public string LstmStep(string name, string x)
    {
        int units = UnitsOf(name);
        Input("h", 1, windows, units);
        Input("c", 1, windows, units);
        Output("h_next", 1, windows, units);
        Output("c_next", 1, windows, units);
        Recurrent([name], x, ["", "h", "c"], last: true, "h_next", "c_next");
        return Squeeze(name, "h_next", 0);
    }

    /// <summary>An LSTM in both directions, side by side: its whole sequence, or the last step of each direction.</summary>
    public string Bidirectional(string name, string x, bool last)
    {
        int units = UnitsOf($"{name}.forward");
        string y = Recurrent([$"{name}.forward", $"{name}.backward"], x, [], last);
        string turned = Node("Transpose", $"{name}.turned", [y], ("perm", last ? new[] { 1, 0, 2 } : [0, 2, 1, 3]));
        return Node("Reshape", $"{name}.output", [turned, Constant($"{name}.shape", last ? [windows, 2 * units] : [0, windows, 2 * units])]);
    }

    /// <summary>Attention with one head and the additive score over a sequence, with its last step as the query.</summary>
    public string Attention(string name, string sequence, string last)
    {
        string queryKernel = Tensor($"{name}.query_kernel", parameters.ShapeOf($"{name}.query_kernel")[1..]);
        string valueKernel = Tensor($"{name}.value_kernel", parameters.ShapeOf($"{name}.value_kernel")[1..]);
        string score = Tensor($"{name}.score", parameters.ShapeOf($"{name}.score")[1], 1);
        string keys = Node("MatMul", $"{name}.keys", [sequence, valueKernel]);
        string query = Node("MatMul", $"{name}.query", [last, queryKernel]);
        string hidden = Node("Tanh", $"{name}.hidden", [Node("Add", $"{name}.sum", [keys, query])]);
        string weights = Node("Softmax", $"{name}.weights", [Node("MatMul", $"{name}.scores", [hidden, score])], ("axis", 0));
        string weighted = Node("Mul", $"{name}.weighted", [sequence, weights]);
        return Node("ReduceSum", $"{name}.context", [weighted, Constant($"{name}.axes", [0])], ("keepdims", 0));
    }

    /// <summary>A convolution over time without padding, ReLU, and the largest of every two steps.</summary>
    public string Convolution(string name, string x)
    {
        // Ours is [kernel, inputs, filters]; ONNX has [filters, inputs, kernel], and [windows, values, steps] around it.
        int[] shape = parameters.ShapeOf($"{name}.kernel").ToArray();
        (int size, int inputs, int filters) = (shape[0], shape[1], shape[2]);
        ReadOnlySpan<float> kernel = parameters[$"{name}.kernel"];
        float[] turned = new float[kernel.Length];
        for (int i = 0; i < kernel.Length; i++)
        {
            (int k, int input, int filter) = (i / (inputs * filters), i / filters % inputs, i % filters);
            turned[(filter * inputs + input) * size + k] = kernel[i];
        }

        Initializer($"{name}.kernel", Float, MemoryMarshal.AsBytes(turned.AsSpan()), filters, inputs, size);
        string values = Node("Transpose", $"{name}.values", [x], ("perm", new[] { 1, 2, 0 }));
        string sums = Node("Conv", $"{name}.sums", [values, $"{name}.kernel", Tensor($"{name}.bias", filters)], ("kernel_shape", new[] { size }));
        string rectified = Node("Relu", $"{name}.rectified", [sums]);
        string pooled = Node("MaxPool", $"{name}.pooled", [rectified], ("kernel_shape", new[] { 2 }), ("strides", new[] { 2 }));
        return Node("Transpose", $"{name}.output", [pooled], ("perm", new[] { 2, 0, 1 }));
    }

    /// <summary>A linear Dense on a vector: the output <c>y</c>.</summary>
    public void Dense(string name, string x)
    {
        int[] shape = parameters.ShapeOf($"{name}.kernel").ToArray();
        string kernel = Tensor($"{name}.kernel", shape), bias = Tensor($"{name}.bias", shape[1]);
        Add("Gemm", name, [x, kernel, bias], ["y"]);
        Output("y", windows, shape[1]);
    }

    private int UnitsOf(string direction) => parameters.ShapeOf($"{direction}.recurrent_kernel")[0];

    /// <summary>An LSTM node over one direction or two; returns Y, or Y_h.</summary>
    private string Recurrent(string[] directions, string x, string[] state, bool last, params string[] outputs)
    {
        string name = directions[0];
        int units = UnitsOf(name);
        float[] kernels = [.. directions.SelectMany(direction => Gates($"{direction}.kernel", units))];
        float[] recurrent = [.. directions.SelectMany(direction => Gates($"{direction}.recurrent_kernel", units))];
        float[] biases = [.. directions.SelectMany(direction => Biases($"{direction}.bias", units))];
        int count = directions.Length;
        Initializer($"{name}.kernel", Float, MemoryMarshal.AsBytes(kernels.AsSpan()), count, 4 * units, kernels.Length / (count * 4 * units));
        Initializer($"{name}.recurrent_kernel", Float, MemoryMarshal.AsBytes(recurrent.AsSpan()), count, 4 * units, units);
        Initializer($"{name}.bias", Float, MemoryMarshal.AsBytes(biases.AsSpan()), count, 8 * units);
        string output = $"{name}.{(last ? "last" : "sequence")}";
        Add(
            "LSTM", name, [x, $"{name}.kernel", $"{name}.recurrent_kernel", $"{name}.bias", .. state],
            outputs.Length > 0 ? ["", .. outputs] : last ? ["", output] : [output],
            ("hidden_size", units), ("direction", count == 2 ? "bidirectional" : "forward"));
        return output;
    }

    /// <summary>Without the axis of directions.</summary>
    private string Squeeze(string name, string y, int axis) => Node("Squeeze", $"{name}.output", [y, Constant($"{name}.directions", [axis])]);

    /// <summary>[inputs, 4·units] transposed to [4·units, inputs], the gates in the order of ONNX.</summary>
    private float[] Gates(string name, int units)
    {
        ReadOnlySpan<float> kernel = parameters[name];
        int inputs = parameters.ShapeOf(name)[0];
        float[] gates = new float[kernel.Length];
        for (int column = 0; column < 4 * units; column++)
        {
            for (int k = 0; k < inputs; k++)
            {
                gates[column * inputs + k] = kernel[k * 4 * units + Source(column, units)];
            }
        }

        return gates;
    }

    /// <summary>[4·units] as [8·units]: the biases of the input, in the order of ONNX, and zeros for those of the state.</summary>
    private float[] Biases(string name, int units)
    {
        ReadOnlySpan<float> bias = parameters[name];
        float[] biases = new float[8 * units];
        for (int column = 0; column < 4 * units; column++)
        {
            biases[column] = bias[Source(column, units)];
        }

        return biases;
    }

    private static int Source(int column, int units) => GateOrder[column / units] * units + column % units;

    /// <summary>A tensor of the model as it is.</summary>
    private string Tensor(string name, params ReadOnlySpan<int> shape)
    {
        Initializer(name, Float, MemoryMarshal.AsBytes(parameters[name]), shape);
        return name;
    }

    private string Constant(string name, ReadOnlySpan<long> values)
    {
        Initializer(name, Int64, MemoryMarshal.AsBytes(values), values.Length);
        return name;
    }

    private string Scalar(string name, long value)
    {
        Initializer(name, Int64, MemoryMarshal.AsBytes([value]));
        return name;
    }

    /// <summary>A node with one output, which has the node's name.</summary>
    private string Node(string type, string name, string[] inputs, params (string Name, object Value)[] attributes)
    {
        Add(type, name, inputs, [name], attributes);
        return name;
    }

    private void Add(string type, string name, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes)
    {
        ProtoMessage node = new ProtoMessage().AddAll(NodeInput, inputs).AddAll(NodeOutput, outputs).Add(NodeName, name).Add(NodeType, type);
        foreach ((string attribute, object value) in attributes)
        {
            ProtoMessage message = new ProtoMessage().Add(1, attribute);
            node.Add(NodeAttribute, value switch
            {
                int number => message.Add(3, number).Add(20, AttributeInt),
                string text => message.Add(4, text).Add(20, AttributeText),
                int[] numbers => numbers.Aggregate(message, (all, number) => all.Add(8, number)).Add(20, AttributeInts),
                _ => throw new ArgumentException($"An int, a text or ints are expected for {attribute}; {value} came.", nameof(attributes)),
            });
        }

        _graph.Add(GraphNode, node);
    }

    private void Initializer(string name, int type, ReadOnlySpan<byte> values, params ReadOnlySpan<int> shape)
    {
        var tensor = new ProtoMessage();
        foreach (int dimension in shape)
        {
            tensor.Add(1, dimension);
        }

        _graph.Add(GraphInitializer, tensor.Add(2, type).Add(8, name).Add(9, values));
    }

    private void Value(int field, string name, params ReadOnlySpan<int> shape)
    {
        var dimensions = new ProtoMessage();
        foreach (int dimension in shape)
        {
            dimensions.Add(1, new ProtoMessage().Add(1, dimension));
        }

        ProtoMessage type = new ProtoMessage().Add(1, new ProtoMessage().Add(1, Float).Add(2, dimensions));
        _graph.Add(field, new ProtoMessage().Add(1, name).Add(2, type));
    }
}

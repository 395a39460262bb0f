using System.Runtime.InteropServices;
using LstmGen.Runtime;

namespace LstmGen.Benchmarks;

/// <summary>
/// A model of LSTM layers and one linear Dense(outputs) as the bytes of an ONNX file, for one fixed number of steps and windows: input
/// <c>x</c> [steps, windows, features], output <c>y</c> [windows, outputs]. As a stream it also has <c>h</c> and <c>c</c> [1, windows, units]
/// in, <c>h_next</c> and <c>c_next</c> out.
/// </summary>
internal sealed class OnnxModel
{
    // Numbers of fields and types, from onnx.proto.
    private const int NodeInput = 1, NodeOutput = 2, NodeName = 3, NodeType = 4, NodeAttribute = 5;
    private const int GraphNode = 1, GraphName = 2, GraphInitializer = 5, GraphInput = 11, GraphOutput = 12;
    private const int Float = 1, Int64 = 7;

    /// <summary>ONNX has the gates in the order i o f c; the parameters have them in the order i f c o.</summary>
    private static readonly int[] GateOrder = [0, 3, 1, 2];

    private readonly ParameterSet _parameters;
    private readonly ProtoMessage _graph = new ProtoMessage().Add(GraphName, "model");
    private readonly int _windows;

    private OnnxModel(SequenceModel model, int windows)
    {
        _parameters = model.Parameters;
        _windows = windows;
    }

    /// <summary>Whole windows in, one output each.</summary>
    public static byte[] OfWindows(SequenceModel model, int windows) => Write(model, model.Description.LookBack, windows, stream: false);

    /// <summary>One step of one stream in, with its state in and out.</summary>
    public static byte[] OfStream(SequenceModel model) => Write(model, steps: 1, windows: 1, stream: true);

    private static byte[] Write(SequenceModel model, int steps, int windows, bool stream)
    {
        ModelDescription d = model.Description;
        var onnx = new OnnxModel(model, windows);
        string[] layers = [.. d.Parameters.Select(tensor => tensor.Name[..tensor.Name.LastIndexOf('.')]).Distinct()];
        if (stream && layers.Length != 2)
        {
            throw new ArgumentException($"A stream of one LSTM layer and one Dense is expected; {d.Name} has {string.Join(", ", layers)}.", nameof(model));
        }

        onnx.Value(GraphInput, "x", steps, windows, d.Features);
        string value = "x";
        for (int layer = 0; layer < layers.Length - 1; layer++)
        {
            value = onnx.Lstm(layers[layer], value, last: layer == layers.Length - 2, stream);
        }

        onnx.Dense(layers[^1], value);
        onnx.Value(GraphOutput, "y", windows, d.Outputs);
        return new ProtoMessage()
            .Add(1, 8L)
            .Add(2, "LstmGen.Benchmarks")
            .Add(7, onnx._graph)
            .Add(8, new ProtoMessage().Add(1, "").Add(2, 17L))
            .ToArray();
    }

    /// <summary>The layer's whole sequence [steps, windows, units], or its last step [windows, units].</summary>
    private string Lstm(string name, string x, bool last, bool stream)
    {
        int units = _parameters.ShapeOf($"{name}.recurrent_kernel")[0];
        Gates($"{name}.kernel", units);
        Gates($"{name}.recurrent_kernel", units);
        Biases($"{name}.bias", units);
        string[] inputs = [x, $"{name}.kernel", $"{name}.recurrent_kernel", $"{name}.bias"];
        string[] outputs = last ? ["", $"{name}.last"] : [$"{name}.sequence"];
        if (stream)
        {
            inputs = [.. inputs, "", "h", "c"];
            outputs = ["", "h_next", "c_next"];
            Value(GraphInput, "h", 1, _windows, units);
            Value(GraphInput, "c", 1, _windows, units);
            Value(GraphOutput, "h_next", 1, _windows, units);
            Value(GraphOutput, "c_next", 1, _windows, units);
        }

        Node("LSTM", name, inputs, outputs, ("hidden_size", units));

        // Without the axis of directions.
        string axes = Axis($"{name}.directions", last ? 0 : 1);
        Node("Squeeze", $"{name}.squeeze", [outputs[last ? 1 : 0], axes], [$"{name}.output"]);
        return $"{name}.output";
    }

    private void Dense(string name, string x)
    {
        ReadOnlySpan<int> shape = _parameters.ShapeOf($"{name}.kernel");
        Initializer($"{name}.kernel", Float, MemoryMarshal.AsBytes(_parameters[$"{name}.kernel"]), shape[0], shape[1]);
        Initializer($"{name}.bias", Float, MemoryMarshal.AsBytes(_parameters[$"{name}.bias"]), shape[1]);
        Node("Gemm", name, [x, $"{name}.kernel", $"{name}.bias"], ["y"]);
    }

    /// <summary>[inputs, 4·units] transposed to [1, 4·units, inputs], the gates in the order of ONNX.</summary>
    private void Gates(string name, int units)
    {
        ReadOnlySpan<float> kernel = _parameters[name];
        int inputs = _parameters.ShapeOf(name)[0];
        float[] gates = new float[kernel.Length];
        for (int column = 0; column < 4 * units; column++)
        {
            for (int k = 0; k < inputs; k++)
            {
                gates[column * inputs + k] = kernel[k * 4 * units + Source(column, units)];
            }
        }

        Initializer(name, Float, MemoryMarshal.AsBytes(gates.AsSpan()), 1, 4 * units, inputs);
    }

    /// <summary>[4·units] as [1, 8·units]: the biases of the input, in the order of ONNX, and zeros for those of the state.</summary>
    private void Biases(string name, int units)
    {
        ReadOnlySpan<float> bias = _parameters[name];
        float[] biases = new float[8 * units];
        for (int column = 0; column < 4 * units; column++)
        {
            biases[column] = bias[Source(column, units)];
        }

        Initializer(name, Float, MemoryMarshal.AsBytes(biases.AsSpan()), 1, 8 * units);
    }

    private static int Source(int column, int units) => GateOrder[column / units] * units + column % units;

    private string Axis(string name, long axis)
    {
        Initializer(name, Int64, MemoryMarshal.AsBytes([axis]), 1);
        return name;
    }

    private void Node(string type, string name, string[] inputs, string[] outputs, params (string Name, int Value)[] attributes)
    {
        ProtoMessage node = new ProtoMessage().AddAll(NodeInput, inputs).AddAll(NodeOutput, outputs).Add(NodeName, name).Add(NodeType, type);
        foreach ((string attribute, int value) in attributes)
        {
            // Of type INT.
            node.Add(NodeAttribute, new ProtoMessage().Add(1, attribute).Add(3, value).Add(20, 2L));
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

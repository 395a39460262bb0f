using LstmGen.Import.Containers;

namespace LstmGen.Import.Formats.Onnx;

/// <summary>A node of a graph.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Op">Its operator: <c>LSTM</c>.</param>
/// <param name="Name">In the file; may be empty.</param>
/// <param name="Domain">Of the operator; empty for ONNX' own.</param>
/// <param name="Inputs">Names of values; empty for those that are left out.</param>
/// <param name="Outputs">Names of values.</param>
/// <param name="Attributes">By name.</param>
internal sealed record OnnxNode(
    int Index, string Op, string Name, string Domain, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, IReadOnlyDictionary<string, OnnxAttribute> Attributes)
{
    /// <summary>For messages.</summary>
    public string Place => Name.Length > 0 ? $"node {Index} ({Op} '{Name}')" : $"node {Index} ({Op})";

    public long Whole(string name, long fallback) => Attributes.TryGetValue(name, out OnnxAttribute? found) ? found.Whole : fallback;

    public float Single(string name, float fallback) => Attributes.TryGetValue(name, out OnnxAttribute? found) ? found.Single : fallback;

    public string? Text(string name) => Attributes.TryGetValue(name, out OnnxAttribute? found) ? found.Text : null;

    public long[]? Wholes(string name) => Attributes.TryGetValue(name, out OnnxAttribute? found) ? found.Wholes : null;

    public bool Has(int input) => input < Inputs.Count && Inputs[input].Length > 0;
}

/// <summary>An attribute of a node: one of these.</summary>
internal sealed record OnnxAttribute(long Whole, float Single, string? Text, long[] Wholes, float[] Singles, string[] Texts, OnnxTensor? Tensor);

/// <summary>An input or output of the graph.</summary>
/// <param name="Name">Of the value.</param>
/// <param name="Shape">-1 for what is open; null where it is not said.</param>
internal sealed record OnnxPort(string Name, int[]? Shape);

/// <summary>The graph of an ONNX file.</summary>
internal sealed class OnnxGraph
{
    private const int MostNodes = 100_000;

    public List<OnnxNode> Nodes { get; } = [];

    public Dictionary<string, OnnxTensor> Initializers { get; } = new(StringComparer.Ordinal);

    public List<OnnxPort> Inputs { get; } = [];

    public List<OnnxPort> Outputs { get; } = [];

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public long Opset { get; private set; }

    public string Producer { get; private set; } = "";

    /// <exception cref="InvalidDataException">It is damaged, or no model of ONNX.</exception>
    public static OnnxGraph Read(ReadOnlyMemory<byte> bytes, string what)
    {
        var graph = new OnnxGraph();
        var reader = new ProtoReader(bytes);
        string producer = "";
        bool found = false;
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2 when reader.HasBytes: producer = $"{reader.Text}{producer}"; break;
                case 3 when reader.HasBytes: producer = $"{producer} {reader.Text}"; break;
                case 7 when reader.HasBytes:
                    graph.ReadGraph(reader.Bytes, what);
                    found = true;
                    break;
                case 8 when reader.HasBytes: graph.ReadOpset(reader.Bytes); break;
                case 14 when reader.HasBytes: graph.ReadMetadata(reader.Bytes); break;
            }
        }

        if (!found || graph.Nodes.Count == 0) throw new InvalidDataException($"Expected a graph of ONNX in {what}, but it has no nodes: it is damaged, or another kind of file.");
        graph.Producer = producer;
        return graph;
    }

    private void ReadOpset(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        string domain = "";
        long version = 0;
        while (reader.Next())
        {
            if (reader.Field == 1 && reader.HasBytes) domain = reader.Text;
            if (reader.Field == 2) version = (long)reader.Number;
        }

        if (domain is "" or "ai.onnx") Opset = version;
    }

    private void ReadMetadata(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        string key = "";
        string value = "";
        while (reader.Next())
        {
            if (reader.Field == 1 && reader.HasBytes) key = reader.Text;
            if (reader.Field == 2 && reader.HasBytes) value = reader.Text;
        }

        Metadata[key] = value;
    }

    private void ReadGraph(ReadOnlyMemory<byte> bytes, string what)
    {
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            if (!reader.HasBytes) continue;
            switch (reader.Field)
            {
                case 1:
                    if (Nodes.Count == MostNodes) throw new InvalidDataException($"Expected at most {MostNodes} nodes in {what}, but got more.");
                    Nodes.Add(ReadNode(reader.Bytes, Nodes.Count));
                    break;
                case 5:
                    OnnxTensor tensor = OnnxTensor.Read(reader.Bytes);
                    Initializers[tensor.Name] = tensor;
                    break;
                case 11:
                    Inputs.Add(ReadPort(reader.Bytes));
                    break;
                case 12:
                    Outputs.Add(ReadPort(reader.Bytes));
                    break;
            }
        }
    }

    private static OnnxNode ReadNode(ReadOnlyMemory<byte> bytes, int index)
    {
        var reader = new ProtoReader(bytes);
        var inputs = new List<string>();
        var outputs = new List<string>();
        var attributes = new Dictionary<string, OnnxAttribute>(StringComparer.Ordinal);
        (string name, string op, string domain) = ("", "", "");
        while (reader.Next())
        {
            if (!reader.HasBytes) continue;
            switch (reader.Field)
            {
                case 1: inputs.Add(reader.Text); break;
                case 2: outputs.Add(reader.Text); break;
                case 3: name = reader.Text; break;
                case 4: op = reader.Text; break;
                case 5:
                    (string key, OnnxAttribute attribute) = ReadAttribute(reader.Bytes);
                    attributes[key] = attribute;
                    break;
                case 7: domain = reader.Text; break;
            }
        }

        return new(index, op, name, domain is "ai.onnx" ? "" : domain, inputs, outputs, attributes);
    }

    private static (string Name, OnnxAttribute Attribute) ReadAttribute(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        (string name, long whole, float single, string? text, OnnxTensor? tensor) = ("", 0L, 0f, null, null);
        var wholes = new List<long>();
        var singles = new List<float>();
        var texts = new List<string>();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1 when reader.HasBytes: name = reader.Text; break;
                case 2: single = reader.Single; break;
                case 3: whole = (long)reader.Number; break;
                case 4 when reader.HasBytes: text = reader.Text; break;
                case 5 when reader.HasBytes: tensor = OnnxTensor.Read(reader.Bytes); break;
                case 7: AddSingles(reader, singles); break;
                case 8: reader.AddNumbers(wholes); break;
                case 9 when reader.HasBytes: texts.Add(reader.Text); break;
            }
        }

        return (name, new(whole, single, text, [.. wholes], [.. singles], [.. texts], tensor));
    }

    private static void AddSingles(ProtoReader reader, List<float> singles)
    {
        if (!reader.HasBytes)
        {
            singles.Add(reader.Single);
            return;
        }

        ReadOnlySpan<byte> packed = reader.Bytes.Span;
        for (int i = 0; i + 4 <= packed.Length; i += 4)
        {
            singles.Add((float)ElementTypes.Read(packed[i..], ElementType.Float32));
        }
    }

    private static OnnxPort ReadPort(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        string name = "";
        int[]? shape = null;
        while (reader.Next())
        {
            if (reader.Field == 1 && reader.HasBytes) name = reader.Text;
            if (reader.Field == 2 && reader.HasBytes) shape = ReadShape(reader.Bytes);
        }

        return new(name, shape);
    }

    /// <summary>TypeProto { tensor_type = 1 { shape = 2 { dim = 1 { dim_value = 1 } } } }.</summary>
    private static int[]? ReadShape(ReadOnlyMemory<byte> type)
    {
        if (Inner(type, 1) is not { } tensor || Inner(tensor, 2) is not { } shape) return null;
        var sizes = new List<int>();
        var reader = new ProtoReader(shape);
        while (reader.Next())
        {
            if (reader.Field != 1 || !reader.HasBytes) continue;
            long size = -1;
            var dimension = new ProtoReader(reader.Bytes);
            while (dimension.Next())
            {
                if (dimension.Field == 1 && !dimension.HasBytes) size = (long)dimension.Number;
            }

            sizes.Add(size is > 0 and <= int.MaxValue ? (int)size : -1);
        }

        return [.. sizes];
    }

    private static ReadOnlyMemory<byte>? Inner(ReadOnlyMemory<byte> bytes, int field)
    {
        var reader = new ProtoReader(bytes);
        while (reader.Next())
        {
            if (reader.Field == field && reader.HasBytes) return reader.Bytes;
        }

        return null;
    }
}

using System.Buffers.Binary;
using System.Text.Json;

namespace LstmGen.Import.Containers;

/// <summary>A safetensors file of any tool: every tensor by name, in the order in which their values lie.</summary>
internal static class SafeTensorsFile
{
    private static readonly Dictionary<string, ElementType> s_types = new(StringComparer.Ordinal)
    {
        ["F32"] = ElementType.Float32,
        ["F64"] = ElementType.Float64,
        ["F16"] = ElementType.Float16,
        ["BF16"] = ElementType.BFloat16,
        ["I64"] = ElementType.Int64,
        ["I32"] = ElementType.Int32,
        ["I16"] = ElementType.Int16,
        ["I8"] = ElementType.Int8,
        ["U64"] = ElementType.UInt64,
        ["U32"] = ElementType.UInt32,
        ["U16"] = ElementType.UInt16,
        ["U8"] = ElementType.UInt8,
        ["BOOL"] = ElementType.Boolean,
    };

    /// <summary>Whether it begins as one does: a length that fits, and an opening brace.</summary>
    public static bool LooksLike(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 9 && bytes[8] == (byte)'{' && BinaryPrimitives.ReadUInt64LittleEndian(bytes) is >= 2 and <= 100_000_000 && bytes[5] == 0 && bytes[6] == 0 && bytes[7] == 0;

    public static (List<FileTensor> Tensors, Dictionary<string, string> Metadata) Read(ReadOnlyMemory<byte> memory, string what)
    {
        var bytes = new FileBytes(memory, what);
        ulong length = bytes.UInt64(0);
        JsonElement header = JsonFile.Parse(bytes.Slice(8, length), $"the header of {what}");
        if (header.ValueKind != JsonValueKind.Object) throw new InvalidDataException($"Expected the header of {what} to be an object, but got {header.ValueKind}.");
        ReadOnlyMemory<byte> data = bytes.Slice(8 + length, (ulong)memory.Length - 8 - length);
        var tensors = new List<(long Begin, FileTensor Tensor)>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty property in header.EnumerateObject())
        {
            string name = property.Name;
            if (!names.Add(name)) throw new InvalidDataException($"Expected every name once in {what}, but '{name}' comes twice.");
            if (name == "__metadata__")
            {
                foreach (JsonProperty entry in property.Value.ValueKind == JsonValueKind.Object ? property.Value.EnumerateObject() : default)
                {
                    if (property.Value.Text(entry.Name) is { } text) metadata[entry.Name] = text;
                }
            }
            else
            {
                tensors.Add(ReadTensor(name, property.Value, data, what));
            }
        }

        return ([.. tensors.OrderBy(entry => entry.Begin).Select(entry => entry.Tensor)], metadata);
    }

    private static (long Begin, FileTensor Tensor) ReadTensor(string name, JsonElement entry, ReadOnlyMemory<byte> data, string what)
    {
        string where = $"the tensor '{name}' of {what}";
        string type = entry.Text("dtype") ?? throw new InvalidDataException($"Expected a dtype of {where}, but it is not there.");
        if (!s_types.TryGetValue(type, out ElementType element)) throw new InvalidDataException($"Expected {string.Join(", ", s_types.Keys)} as the dtype of {where}, but got {type}.");
        if (entry.Wholes("shape") is not { } shape || Array.Exists(shape, size => size < 0)) throw new InvalidDataException($"Expected a shape of {where}, but it is not there.");
        long[] places = [.. entry.Find("data_offsets").Items().Select(place => place.ValueKind == JsonValueKind.Number && place.TryGetInt64(out long value) ? value : -1)];
        if (places is not [var begin, var end] || begin < 0 || end < begin || end > data.Length)
        {
            throw new InvalidDataException($"Expected {where} within the {data.Length} bytes of values, but got [{string.Join(", ", places)}].");
        }

        return (begin, new FileTensor(name, shape, element, data[(int)begin..(int)end]));
    }
}

using System.Buffers;
using System.Text.Json;

namespace LstmGen;

/// <summary>
/// The JSON header of a safetensors file: for each tensor its type, shape and place in the data that follows, and a map of strings
/// (<see href="https://github.com/huggingface/safetensors"/>).
/// </summary>
internal sealed class SafeTensorsHeader
{
    /// <summary>The limit that the format's reference reader sets.</summary>
    public const int MaximumLength = 100_000_000;

    private const string MetadataName = "__metadata__";

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>In the order of the file.</summary>
    public Dictionary<string, Tensor> Tensors { get; } = new(StringComparer.Ordinal);

    public readonly record struct Tensor(string Type, long[] Shape, long Begin, long End);

    /// <summary>The header's bytes, padded with spaces to a multiple of eight.</summary>
    public static byte[] Write(IEnumerable<(string Key, string Value)> metadata, IEnumerable<(string Name, int[] Shape, long Begin, long End)> tensors)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject(MetadataName);
            foreach ((string key, string value) in metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            foreach ((string name, int[] shape, long begin, long end) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (int dimension in shape)
                {
                    json.WriteNumberValue(dimension);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(begin);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        int padding = (8 - buffer.WrittenCount % 8) % 8;
        buffer.GetSpan(padding)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no such header.</exception>
    public static SafeTensorsHeader Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            SafeTensorsHeader header = new();
            Utf8JsonReader json = new(bytes);
            header.ReadRoot(ref json);
            return json.Read() ? throw Bad("something follows the header's object") : header;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // InvalidOperationException is what the JSON reader says of text that is no valid Unicode.
            throw new InvalidDataException($"The header is no valid JSON: {error.Message}", error);
        }
    }

    private void ReadRoot(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartObject, "an object");
        while (NextProperty(ref json, out string name))
        {
            if (name == MetadataName)
            {
                ReadMetadata(ref json);
            }
            else if (!Tensors.TryAdd(name, ReadTensor(ref json, name)))
            {
                throw Bad($"the tensor '{name}' is there twice");
            }
        }
    }

    private void ReadMetadata(ref Utf8JsonReader json)
    {
        Expect(ref json, JsonTokenType.StartObject, $"an object as {MetadataName}");
        while (NextProperty(ref json, out string key))
        {
            Expect(ref json, JsonTokenType.String, $"a string as {MetadataName}.{key}");
            if (!Metadata.TryAdd(key, json.GetString()!))
            {
                throw Bad($"{MetadataName}.{key} is there twice");
            }
        }
    }

    private static Tensor ReadTensor(ref Utf8JsonReader json, string name)
    {
        string? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        Expect(ref json, JsonTokenType.StartObject, $"an object as '{name}'");
        while (NextProperty(ref json, out string property))
        {
            switch (property)
            {
                case "dtype" when type is null:
                    Expect(ref json, JsonTokenType.String, $"a string as the dtype of '{name}'");
                    type = json.GetString();
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref json, $"the shape of '{name}'");
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref json, $"the data_offsets of '{name}'");
                    break;
                default:
                    throw Bad($"'{name}' has an unknown or repeated property '{property}'");
            }
        }

        if (type is null || shape is null || offsets is not { Length: 2 })
        {
            throw Bad($"'{name}' needs dtype, shape and two data_offsets");
        }

        return new Tensor(type, shape, offsets[0], offsets[1]);
    }

    private static long[] ReadNumbers(ref Utf8JsonReader json, string what)
    {
        Expect(ref json, JsonTokenType.StartArray, $"an array as {what}");
        List<long> numbers = [];
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType != JsonTokenType.Number || !json.TryGetInt64(out long number) || number < 0)
            {
                throw Bad($"expected whole numbers from 0 as {what}");
            }

            numbers.Add(number);
        }

        return [.. numbers];
    }

    private static bool NextProperty(ref Utf8JsonReader json, out string name)
    {
        json.Read();
        name = json.TokenType == JsonTokenType.PropertyName ? json.GetString()! : "";
        return json.TokenType == JsonTokenType.PropertyName;
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType type, string what)
    {
        if (!json.Read() || json.TokenType != type)
        {
            throw Bad($"expected {what}");
        }
    }

    private static InvalidDataException Bad(string what) => new($"The header is not as it should be: {what}.");
}

using System.Buffers;
using System.Text.Json;
using LstmGen.Runtime;

namespace LstmGen.Persistence;

/// <summary>
/// The JSON header of a safetensors file: for each tensor its type, shape and place in the data that follows, and a map of strings
/// (<see href="https://github.com/huggingface/safetensors"/>).
/// </summary>
internal sealed class SafeTensorsHeader
{
    /// <summary>The limit that the format's reference reader sets.</summary>
    public const int MaximumLength = 100_000_000;

    private const string MetadataName = "__metadata__";

    /// <summary>Dimensions of a tensor, far beyond those of any weight.</summary>
    private const int MostNumbers = 32;

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    /// <summary>In the order of the file.</summary>
    public Dictionary<string, Tensor> Tensors { get; } = new(StringComparer.Ordinal);

    /// <summary>One entry of the header. A class: collections of references come compiled, those of a value type of ours do not.</summary>
    public sealed class Tensor(string name, string type, long[] shape, long begin, long end)
    {
        public string Name => name;

        public string Type => type;

        public long[] Shape => shape;

        public long Begin => begin;

        public long End => end;

        /// <summary>The model's tensor that it is; null for one that the model does not have.</summary>
        public ParameterDescription? Parameter { get; set; }
    }

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
        SafeTensorsHeader header = new();
        JsonScanner json = new(bytes);
        json.Open('{', "an object");
        for (bool more = !json.TryTake('}'); more; more = GoesOn(ref json, '}'))
        {
            header.ReadEntry(ref json, json.Name());
        }

        json.End();
        return header;
    }

    /// <summary>What is wrong with a header that is valid JSON.</summary>
    public static InvalidDataException Bad(string what) => new($"The header is not as it should be: {what}.");

    private static bool GoesOn(ref JsonScanner json, char end)
    {
        if (json.TryTake(',')) return true;
        json.Take(end);
        return false;
    }

    private void ReadEntry(ref JsonScanner json, string name)
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

    private void ReadMetadata(ref JsonScanner json)
    {
        json.Open('{', "an object as " + MetadataName);
        for (bool more = !json.TryTake('}'); more; more = GoesOn(ref json, '}'))
        {
            string key = json.Name();
            if (!Metadata.TryAdd(key, json.Text("a string for each name in " + MetadataName)))
            {
                throw Bad($"{MetadataName}.{key} is there twice");
            }
        }
    }

    private static Tensor ReadTensor(ref JsonScanner json, string name)
    {
        string? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        json.Open('{', string.Concat("an object as '", name, "'"));
        for (bool more = !json.TryTake('}'); more; more = GoesOn(ref json, '}'))
        {
            switch (json.Name())
            {
                case "dtype" when type is null:
                    type = json.Text("a string as dtype");
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref json, "shape");
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref json, "data_offsets");
                    break;
                case { } property:
                    throw Bad($"'{name}' has an unknown or repeated property '{property}'");
            }
        }

        return type is not null && shape is not null && offsets is { Length: 2 }
            ? new Tensor(name, type, shape, offsets[0], offsets[1])
            : throw Bad($"'{name}' needs dtype, shape and two data_offsets");
    }

    private static long[] ReadNumbers(ref JsonScanner json, string what)
    {
        json.Open('[', string.Concat("an array as ", what));
        long[] numbers = [];
        for (bool more = !json.TryTake(']'); more; more = GoesOn(ref json, ']'))
        {
            if (numbers.Length == MostNumbers)
            {
                throw Bad($"expected at most {MostNumbers} numbers as {what}");
            }

            long[] longer = new long[numbers.Length + 1];
            Array.Copy(numbers, longer, numbers.Length);
            longer[^1] = json.WholeNumber("whole numbers from 0 in the arrays of a tensor");
            numbers = longer;
        }

        return numbers;
    }
}

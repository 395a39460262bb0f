using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace LstmGen.Conformance.Export;

/// <summary>A safetensors file as its format is documented, read by nothing of the library.</summary>
internal sealed class TensorFileReader
{
    public TensorFileReader(byte[] file)
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        using JsonDocument header = JsonDocument.Parse(file.AsMemory(8, length));
        foreach (JsonProperty entry in header.RootElement.EnumerateObject())
        {
            if (entry.Name == "__metadata__")
            {
                Metadata = entry.Value.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!);
                continue;
            }

            Assert.Equal("F32", entry.Value.GetProperty("dtype").GetString());
            int[] place = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(number => number.GetInt32())];
            Names.Add(entry.Name);
            Shapes.Add(entry.Name, [.. entry.Value.GetProperty("shape").EnumerateArray().Select(number => number.GetInt32())]);
            Values.Add(entry.Name, MemoryMarshal.Cast<byte, float>(file.AsSpan(8 + length)[place[0]..place[1]]).ToArray());
        }
    }

    public Dictionary<string, string> Metadata { get; } = [];

    public List<string> Names { get; } = [];

    public Dictionary<string, int[]> Shapes { get; } = [];

    public Dictionary<string, float[]> Values { get; } = [];
}

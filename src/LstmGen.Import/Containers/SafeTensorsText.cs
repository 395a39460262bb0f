using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using LstmGen.Runtime;

namespace LstmGen.Import.Containers;

/// <summary>A model's weights as a safetensors file in memory, with metadata.</summary>
internal static class SafeTensorsText
{
    public static byte[] Write(ModelDescription model, ReadOnlySpan<float> parameters, IEnumerable<(string Key, string Value)> metadata)
    {
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            foreach ((string key, string value) in metadata)
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            foreach (ParameterDescription tensor in model.Parameters)
            {
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (int size in tensor.Shape)
                {
                    json.WriteNumberValue(size);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(tensor.Offset * (long)sizeof(float));
                json.WriteNumberValue((tensor.Offset + (long)tensor.Count) * sizeof(float));
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        byte[] bytes = new byte[sizeof(ulong) + header.Length + (parameters.Length * (long)sizeof(float))];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, (ulong)header.Length);
        header.GetBuffer().AsSpan(0, (int)header.Length).CopyTo(bytes.AsSpan(sizeof(ulong)));
        Span<byte> values = bytes.AsSpan(sizeof(ulong) + (int)header.Length);
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(parameters).CopyTo(values);
            return bytes;
        }

        for (int i = 0; i < parameters.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(values[(i * sizeof(float))..], parameters[i]);
        }

        return bytes;
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using LstmGen.Checks;
using LstmGen.Forecasting;
using LstmGen.Runtime;

namespace LstmGen.Persistence;

/// <summary>
/// A model's weights, scaler and forecast layout as a safetensors file, and in a checkpoint what training remembers, as further tensors and metadata. The same model gives
/// the same bytes.
/// </summary>
internal static partial class ModelFile
{
    /// <summary>What a file held, checked against the model from end to end.</summary>
    public sealed record Content(float[] Parameters, Scaler? Scaler, ForecastLayout? Layout);

    public static void Write(ByteSink sink, ModelDescription model, Content content, Checkpoint? checkpoint = null) =>
        Write(sink, model, content.Parameters, content.Scaler, content.Layout, checkpoint);

    private static void Write(ByteSink sink, ModelDescription model, ReadOnlySpan<float> parameters, Scaler? scaler, ForecastLayout? layout, Checkpoint? checkpoint)
    {
        IEnumerable<(string Key, string Value)> metadata = ModelMetadata.Write(model, scaler, layout);
        IReadOnlyList<Checkpoint.Tensor> tensors = checkpoint?.Tensors ?? [];
        byte[] header = SafeTensorsHeader.Write(checkpoint is null ? metadata : metadata.Concat(checkpoint.Metadata), Places(model, tensors));
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        sink.Write(length);
        sink.Write(header);
        WriteValues(sink, parameters);
        foreach (Checkpoint.Tensor tensor in tensors)
        {
            WriteValues(sink, tensor.Values);
        }
    }

    /// <summary>Reads the weights, from a file of weights or from a checkpoint.</summary>
    /// <exception cref="InvalidDataException">This is no such file, or another model's.</exception>
    public static Content Read(ref ByteSource source, ModelDescription model) => Read(ref source, model, SafeTensorsHeader.Read(ReadHeader(ref source)), null);

    /// <summary>Reads the weights, and what training remembers.</summary>
    /// <exception cref="InvalidDataException">This is no checkpoint, or another model's.</exception>
    public static (Content Content, Checkpoint Checkpoint) ReadCheckpoint(ref ByteSource source, ModelDescription model)
    {
        SafeTensorsHeader header = SafeTensorsHeader.Read(ReadHeader(ref source));
        ModelMetadata.CheckShape(model, header.Metadata);
        if (!Checkpoint.IsOne(header))
        {
            throw new InvalidDataException(
                "The file holds weights alone; a checkpoint also holds the optimizer with its moments, the counters of updates and epochs, and the seed. " +
                "Take the weights with Load, and make checkpoints with SaveCheckpoint.");
        }

        var checkpoint = new Checkpoint();
        return (Read(ref source, model, header, checkpoint), checkpoint);
    }

    /// <summary>The first tensor that holds NaN or infinity, in words; null when all is finite.</summary>
    public static string? DescribeBadValue(ModelDescription model, ReadOnlySpan<float> parameters)
    {
        foreach (ParameterDescription parameter in model.Parameters)
        {
            if (DescribeBadValue(parameter.Name, parameters.Slice(parameter.Offset, parameter.Count)) is { } bad) return bad;
        }

        return null;
    }

    /// <summary>The first value that is NaN or infinity, in words; null when all are finite.</summary>
    public static string? DescribeBadValue(string name, ReadOnlySpan<float> values)
    {
        int bad = Finite.IndexOfBad(values);
        return bad < 0 ? null : $"Value {bad} of '{name}' is {Finite.Describe(values[bad])}.";
    }

    private static Content Read(ref ByteSource source, ModelDescription model, SafeTensorsHeader header, Checkpoint? checkpoint)
    {
        ModelMetadata.CheckShape(model, header.Metadata);
        CheckTensors(model, header);
        SafeTensorsHeader.Tensor[] tensors = InPlaceOrder(header);
        Scaler? scaler = ModelMetadata.ReadScaler(model, header.Metadata);
        ForecastLayout? layout = ModelMetadata.ReadLayout(model, header.Metadata);
        checkpoint?.CheckHeader(header, model);

        float[] parameters = new float[model.ParameterCount];
        ReadValues(ref source, tensors, parameters, checkpoint);
        return DescribeBadValue(model, parameters) is { } bad ? throw new InvalidDataException(bad) : new Content(parameters, scaler, layout);
    }

    private static IEnumerable<(string Name, int[] Shape, long Begin, long End)> Places(ModelDescription model, IReadOnlyList<Checkpoint.Tensor> tensors)
    {
        foreach (ParameterDescription p in model.Parameters)
        {
            yield return (p.Name, p.Shape.ToArray(), p.Offset * (long)sizeof(float), (p.Offset + (long)p.Count) * sizeof(float));
        }

        long end = model.ParameterCount * (long)sizeof(float);
        foreach (Checkpoint.Tensor tensor in tensors)
        {
            long begin = end;
            end += tensor.Values.Length * (long)sizeof(float);
            yield return (tensor.Name, tensor.Shape, begin, end);
        }
    }

    private static void WriteValues(ByteSink sink, ReadOnlySpan<float> values)
    {
        if (!BitConverter.IsLittleEndian)
        {
            float[] turned = values.ToArray();
            TensorType.ToOrFromLittleEndian(turned);
            values = turned;
        }

        sink.Write(MemoryMarshal.AsBytes(values));
    }

    private static byte[] ReadHeader(ref ByteSource source)
    {
        byte[] prefix = new byte[sizeof(ulong)];
        int read = source.Read(prefix);
        if (read < prefix.Length)
        {
            throw new InvalidDataException($"Expected the header's length in 8 bytes, found {read} bytes.");
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (length > SafeTensorsHeader.MaximumLength)
        {
            throw new InvalidDataException($"The header would be {length} bytes long; the format allows {SafeTensorsHeader.MaximumLength}.");
        }

        // Grows with what is really there: a damaged length costs no memory.
        const int FirstChunk = 65_536;
        byte[] header = new byte[Math.Min((int)length, FirstChunk)];
        int filled = 0;
        while (true)
        {
            filled += source.Read(header.AsSpan(filled));
            if (filled < header.Length)
            {
                throw new InvalidDataException($"Expected a header of {length} bytes, found {filled}: the file is cut short.");
            }

            if (filled == (int)length)
            {
                return header;
            }

            Array.Resize(ref header, (int)Math.Min(length, 2 * (ulong)header.Length));
        }
    }
}

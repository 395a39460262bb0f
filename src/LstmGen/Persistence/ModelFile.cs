using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>A model's weights, scaler and forecast layout as a safetensors file. The same model gives the same bytes.</summary>
internal static class ModelFile
{
    /// <summary>What a file held, checked against the model from end to end.</summary>
    public sealed record Content(float[] Parameters, Scaler? Scaler, ForecastLayout? Layout);

    public static void Write(Stream stream, ModelDescription model, Content content) =>
        Write(stream, model, content.Parameters, content.Scaler, content.Layout);

    public static void Write(Stream stream, ModelDescription model, ReadOnlySpan<float> parameters, Scaler? scaler, ForecastLayout? layout)
    {
        byte[] header = SafeTensorsHeader.Write(
            ModelMetadata.Write(model, scaler, layout),
            model.Parameters.Select(p => (p.Name, p.Shape.ToArray(), p.Offset * (long)sizeof(float), (p.Offset + (long)p.Count) * sizeof(float))));
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);

        float[] data = parameters.ToArray();
        ToOrFromLittleEndian(data);
        stream.Write(MemoryMarshal.AsBytes<float>(data));
    }

    /// <exception cref="InvalidDataException">The stream is no such file, or another model's.</exception>
    public static Content Read(Stream stream, ModelDescription model)
    {
        SafeTensorsHeader header = SafeTensorsHeader.Read(ReadHeader(stream));
        ModelMetadata.CheckShape(model, header.Metadata);
        CheckTensors(model, header);
        Scaler? scaler = ModelMetadata.ReadScaler(model, header.Metadata);
        ForecastLayout? layout = ModelMetadata.ReadLayout(model, header.Metadata);

        float[] data = new float[model.ParameterCount];
        Span<byte> bytes = MemoryMarshal.CreateSpan(ref Unsafe.As<float, byte>(ref MemoryMarshal.GetArrayDataReference(data)), checked(data.Length * sizeof(float)));
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (read < data.Length * sizeof(float))
        {
            throw new InvalidDataException($"Expected {data.Length * (long)sizeof(float)} bytes of values, found {read}: the file is cut short.");
        }

        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataException($"Expected the end after {data.Length * (long)sizeof(float)} bytes of values; more follows.");
        }

        ToOrFromLittleEndian(data);
        return new Content(InModelOrder(model, header, data), scaler, layout);
    }

    /// <summary>The first tensor that holds NaN or infinity, in words; null when all is finite.</summary>
    public static string? DescribeBadValue(ModelDescription model, ReadOnlySpan<float> parameters)
    {
        foreach (ParameterDescription parameter in model.Parameters)
        {
            int bad = Finite.IndexOfBad(parameters.Slice(parameter.Offset, parameter.Count));
            if (bad >= 0)
            {
                return $"Value {bad} of '{parameter.Name}' is {Finite.Describe(parameters[parameter.Offset + bad])}.";
            }
        }

        return null;
    }

    private static byte[] ReadHeader(Stream stream)
    {
        byte[] prefix = new byte[sizeof(ulong)];
        int read = stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false);
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
            filled += stream.ReadAtLeast(header.AsSpan(filled), header.Length - filled, throwOnEndOfStream: false);
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

    private static void CheckTensors(ModelDescription model, SafeTensorsHeader header)
    {
        foreach (ParameterDescription parameter in model.Parameters)
        {
            if (!header.Tensors.TryGetValue(parameter.Name, out SafeTensorsHeader.Tensor? tensor)) throw Missing(parameter, header);
            if (tensor.Type != "F32") throw new InvalidDataException($"Expected '{parameter.Name}' as F32, found {tensor.Type}.");
            if (!SameShape(parameter.Shape.AsSpan(), tensor.Shape)) throw OtherShape(parameter, tensor);
            if (tensor.End - tensor.Begin != parameter.Count * (long)sizeof(float)) throw OtherLength(parameter, tensor);
        }

        // All of the model's are there: with as many in the file, none is left over.
        if (header.Tensors.Count != model.Parameters.Length) throw LeftOver(model, header);
        CheckPlaces(header);
    }

    private static bool SameShape(ReadOnlySpan<int> expected, long[] found)
    {
        bool same = found.Length == expected.Length;
        for (int i = 0; same && i < found.Length; i++)
        {
            same = found[i] == expected[i];
        }

        return same;
    }

    private static InvalidDataException Missing(ParameterDescription parameter, SafeTensorsHeader header) =>
        new($"Expected the tensor '{parameter.Name}' {Shape(parameter.Shape.ToArray())}; found {Names(header)}.");

    private static InvalidDataException OtherShape(ParameterDescription parameter, SafeTensorsHeader.Tensor tensor) =>
        new($"Expected '{parameter.Name}' with the shape {Shape(parameter.Shape.ToArray())}, found {Shape(tensor.Shape)}.");

    private static InvalidDataException OtherLength(ParameterDescription parameter, SafeTensorsHeader.Tensor tensor) => new(
        $"Expected {parameter.Count * (long)sizeof(float)} bytes for '{parameter.Name}', found the bytes {tensor.Begin} to {tensor.End}.");

    private static InvalidDataException LeftOver(ModelDescription model, SafeTensorsHeader header)
    {
        string extra = header.Tensors.Keys.First(name => !model.Parameters.Any(parameter => parameter.Name == name));
        return new($"Found the tensor '{extra}', which {model.Name} does not have.");
    }

    /// <summary>The tensors fill the data without a hole and without an overlap.</summary>
    private static void CheckPlaces(SafeTensorsHeader header)
    {
        var tensors = new SafeTensorsHeader.Tensor[header.Tensors.Count];
        header.Tensors.Values.CopyTo(tensors, 0);
        Array.Sort(tensors, (left, right) => left.Begin != right.Begin ? left.Begin.CompareTo(right.Begin) : left.End.CompareTo(right.End));
        long expected = 0;
        foreach (SafeTensorsHeader.Tensor tensor in tensors)
        {
            if (tensor.Begin != expected)
            {
                throw new InvalidDataException(
                    $"Expected '{tensor.Name}' to begin at byte {expected} of the values, found {tensor.Begin}: tensors overlap or leave a hole.");
            }

            expected = tensor.End;
        }
    }

    private static float[] InModelOrder(ModelDescription model, SafeTensorsHeader header, float[] data)
    {
        float[] parameters = new float[data.Length];
        foreach (ParameterDescription parameter in model.Parameters)
        {
            int begin = (int)(header.Tensors[parameter.Name].Begin / sizeof(float));
            Array.Copy(data, begin, parameters, parameter.Offset, parameter.Count);
        }

        return DescribeBadValue(model, parameters) is { } bad ? throw new InvalidDataException(bad) : parameters;
    }

    private static void ToOrFromLittleEndian(Span<float> values)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> bits = MemoryMarshal.Cast<float, int>(values);
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }

    private static string Names(SafeTensorsHeader header)
    {
        const int Shown = 12;
        IEnumerable<string> names = header.Tensors.Keys.Take(Shown).Select(name => $"'{name}'");
        int more = header.Tensors.Count - Shown;
        return header.Tensors.Count == 0 ? "no tensors" : string.Join(", ", names) + (more > 0 ? $" and {more} more" : "");
    }

    private static string Shape<T>(T[] shape) => $"[{string.Join(", ", shape)}]";
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LstmGen.Persistence;

// The values behind the header, in the order of the file.
internal static partial class ModelFile
{
    /// <summary>Bytes that are read at a time where they are converted, skipped, or of a number that only the file knows.</summary>
    private const int Chunk = 65_536;

    private static void ReadValues(ref ByteSource source, SafeTensorsHeader.Tensor[] tensors, float[] parameters, Checkpoint? checkpoint)
    {
        long total = tensors.Length == 0 ? 0 : tensors[^1].End;
        for (int i = 0; i < tensors.Length; i++)
        {
            SafeTensorsHeader.Tensor tensor = tensors[i];
            if (tensor.Parameter is not { } parameter)
            {
                float[]? values = ReadFurther(ref source, tensor, total, keep: checkpoint is not null);
                checkpoint?.Take(tensor, values!);
            }
            else if (tensor.Type == TensorType.Float32)
            {
                // Tensors in the order of the model are one piece, as in every file of our own.
                int end = parameter.Offset + parameter.Count;
                while (i + 1 < tensors.Length && tensors[i + 1] is { Type: TensorType.Float32, Parameter: { } next } && next.Offset == end)
                {
                    end += next.Count;
                    i++;
                }

                ReadFloats(ref source, parameters.AsSpan(parameter.Offset, end - parameter.Offset), tensor.Begin, total);
            }
            else
            {
                ReadConverted(ref source, tensor, parameters.AsSpan(parameter.Offset, parameter.Count), total);
            }
        }

        if (!source.IsAtEnd())
        {
            throw new InvalidDataException($"Expected the end after {total} bytes of values; more follows.");
        }
    }

    private static void ReadFloats(ref ByteSource source, Span<float> values, long begin, long total)
    {
        ReadBytes(ref source, MemoryMarshal.AsBytes(values), begin, total);
        TensorType.ToOrFromLittleEndian(values);
    }

    private static void ReadBytes(ref ByteSource source, Span<byte> bytes, long begin, long total)
    {
        int read = source.Read(bytes);
        if (read < bytes.Length)
        {
            throw new InvalidDataException($"Expected {total} bytes of values, found {begin + read}: the file is cut short.");
        }
    }

    private static void ReadConverted(ref ByteSource source, SafeTensorsHeader.Tensor tensor, Span<float> values, long total)
    {
        int size = TensorType.SizeOf(tensor.Type);
        byte[] bytes = new byte[(int)Math.Min(Chunk, values.Length * (long)size)];
        for (int first = 0; first < values.Length; first += Chunk / size)
        {
            Span<float> part = values.Slice(first, Math.Min(Chunk / size, values.Length - first));
            Span<byte> read = bytes.AsSpan(0, part.Length * size);
            ReadBytes(ref source, read, tensor.Begin + first * (long)size, total);
            int bad = TensorType.Convert(tensor.Type, read, part);
            if (bad >= 0)
            {
                throw new InvalidDataException(FormattableString.Invariant(
                    $"Value {first + bad} of '{tensor.Name}' is {BinaryPrimitives.ReadDoubleLittleEndian(read[(8 * bad)..]):R}, beyond the range of a float."));
            }
        }
    }

    /// <summary>A tensor that is none of the model's. Its memory grows with what is really there.</summary>
    private static float[]? ReadFurther(ref ByteSource source, SafeTensorsHeader.Tensor tensor, long total, bool keep)
    {
        long length = tensor.End - tensor.Begin;
        if (!keep)
        {
            byte[] skipped = new byte[(int)Math.Min(length, Chunk)];
            for (long at = 0; at < length; at += Chunk)
            {
                ReadBytes(ref source, skipped.AsSpan(0, (int)Math.Min(Chunk, length - at)), tensor.Begin + at, total);
            }

            return null;
        }

        int count = checked((int)(length / sizeof(float)));
        float[] values = new float[Math.Min(count, Chunk)];
        int filled = 0;
        while (true)
        {
            ReadFloats(ref source, values.AsSpan(filled), tensor.Begin + filled * (long)sizeof(float), total);
            filled = values.Length;
            if (filled == count) return values;
            Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
        }
    }
}

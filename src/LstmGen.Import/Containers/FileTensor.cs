using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LstmGen.Import.Containers;

/// <summary>
/// A tensor of a file: its values stay where they lie in the file until they are asked for, so that reading a file takes no memory beside it. Made with its shape
/// and bytes checked against each other.
/// </summary>
internal sealed class FileTensor
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly long[]? _strides;
    private readonly bool _bigEndian;

    /// <param name="name">In the file.</param>
    /// <param name="shape">Row-major.</param>
    /// <param name="type">Of its values.</param>
    /// <param name="bytes">Its values, or with strides whatever they reach into.</param>
    /// <param name="strides">In elements, one a dimension; null for values that lie side by side.</param>
    /// <param name="bigEndian">Whether each value begins with its highest byte.</param>
    /// <exception cref="InvalidDataException">The shape asks for other bytes than there are.</exception>
    public FileTensor(string name, int[] shape, ElementType type, ReadOnlyMemory<byte> bytes, long[]? strides = null, bool bigEndian = false)
    {
        (Name, Shape, Type, _bytes, _strides, _bigEndian) = (name, shape, type, bytes, strides, bigEndian);
        Count = CountOf(name, shape);
        long needed = Count;
        if (strides is not null && Count > 0)
        {
            UInt128 last = 0;
            for (int i = 0; i < shape.Length; i++)
            {
                if (strides[i] < 0) throw new InvalidDataException($"Expected strides of at least 0 for '{name}', but got {strides[i]}.");
                last += (UInt128)(ulong)strides[i] * (UInt128)(uint)(shape[i] - 1);
            }

            needed = last >= int.MaxValue ? int.MaxValue : (long)last + 1;
        }

        int size = ElementTypes.SizeOf(type);
        if (needed * size > bytes.Length || (strides is null && needed * size != bytes.Length))
        {
            throw new InvalidDataException($"Expected {needed * size} bytes for '{name}' {ShapeText}, but got {bytes.Length}.");
        }

        // A stride of zero shows one value many times: a file of a few bytes could ask for any memory.
        if (Count * size > Math.Max(bytes.Length, 64L)) throw new InvalidDataException($"Expected '{name}' {ShapeText} to have its values once, but got {bytes.Length} bytes for {Count} values.");
    }

    public string Name { get; }

    public int[] Shape { get; }

    public ElementType Type { get; }

    public long Count { get; }

    public string ShapeText => $"[{string.Join(", ", Shape)}]";

    public int Rank => Shape.Length;

    /// <summary>The same values, by another name and in another shape.</summary>
    public FileTensor As(string name, params int[] shape)
    {
        if (CountOf(name, shape) != Count) throw new InvalidDataException($"Expected {Count} values for '{name}', but got the shape [{string.Join(", ", shape)}].");
        return _strides is null ? new(name, shape, Type, _bytes, null, _bigEndian) : Of(name, shape, ToFloats());
    }

    public static FileTensor Of(string name, int[] shape, float[] values)
    {
        byte[] bytes = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        return new(name, shape, ElementType.Float32, bytes, null, !BitConverter.IsLittleEndian);
    }

    /// <summary>Its values in row-major order; those of 64 bits go to the nearest float.</summary>
    /// <exception cref="InvalidDataException">A value is NaN, infinite, or too large for a float.</exception>
    public float[] ToFloats()
    {
        float[] values = new float[Count];
        if (_strides is null && Type == ElementType.Float32 && !_bigEndian && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(_bytes.Span).CopyTo(values);
        }
        else
        {
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)ReadAt(i);
            }
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i])) throw new InvalidDataException($"Expected finite values in '{Name}', but value {i} is {(float.IsNaN(values[i]) ? "NaN" : "infinite")}.");
        }

        return values;
    }

    /// <summary>Its values as whole numbers.</summary>
    /// <exception cref="InvalidDataException">They are not whole numbers.</exception>
    public long[] ToIntegers()
    {
        if (ElementTypes.IsFloat(Type)) throw new InvalidDataException($"Expected whole numbers in '{Name}', but got {Type}.");
        long[] values = new long[Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Type == ElementType.Int64 && !_bigEndian ? BinaryPrimitives.ReadInt64LittleEndian(_bytes.Span[(int)(Offset(i) * 8)..]) : (long)ReadAt(i);
        }

        return values;
    }

    public double ReadAt(long index) => ElementTypes.Read(_bytes.Span[(int)(Offset(index) * ElementTypes.SizeOf(Type))..], Type, _bigEndian);

    public override string ToString() => $"{Name} {ShapeText} {Type}";

    private static long CountOf(string name, int[] shape)
    {
        long count = 1;
        foreach (int dimension in shape)
        {
            if (dimension < 0) throw new InvalidDataException($"Expected dimensions of at least 0 for '{name}', but got {dimension}.");
            count *= dimension;
            if (count > int.MaxValue) throw new InvalidDataException($"Expected at most {int.MaxValue} values in '{name}', but got the shape [{string.Join(", ", shape)}].");
        }

        return count;
    }

    private long Offset(long index)
    {
        if (_strides is null) return index;
        long offset = 0;
        for (int i = Shape.Length - 1; i >= 0; i--)
        {
            offset += _strides[i] * (index % Shape[i]);
            index /= Shape[i];
        }

        return offset;
    }
}

using LstmGen.Import.Containers;

namespace LstmGen.Import.Formats.Onnx;

/// <summary>
/// A constant: whole numbers or floats, or one value in every place, which takes no memory whatever its shape.
/// </summary>
internal sealed class OnnxTensor
{
    /// <summary>More than shapes have, and less than weights: constants that are computed stay below.</summary>
    private const int MostComputed = 1 << 14;

    private readonly Func<double[]>? _read;
    private double[]? _values;
    private readonly double _uniform;

    private OnnxTensor(string name, int[] shape, bool isFloat, Func<double[]>? read, double uniform) => (Name, Shape, IsFloat, _read, _uniform) = (name, shape, isFloat, read, uniform);

    public string Name { get; }

    public int[] Shape { get; }

    public bool IsFloat { get; }

    public int Rank => Shape.Length;

    /// <summary>The one value that is in every place, or null.</summary>
    public double? Uniform => _read is null ? _uniform : null;

    public long Count
    {
        get
        {
            long count = 1;
            foreach (int size in Shape)
            {
                count = Math.Min(count * size, long.MaxValue / 2 / int.MaxValue);
            }

            return count;
        }
    }

    public string ShapeText => $"[{string.Join(", ", Shape)}]";

    public double[] Values
    {
        get
        {
            if (_values is not null) return _values;
            if (_read is not null) return _values = _read();
            if (Count > MostComputed) throw new InvalidDataException($"Expected a constant of at most {MostComputed} values, but '{Name}' has the shape {ShapeText}.");
            double[] values = new double[Count];
            Array.Fill(values, _uniform);
            return values;
        }
    }

    public long[] Wholes => Array.ConvertAll(Values, value => (long)value);

    public float[] Floats
    {
        get
        {
            float[] floats = Array.ConvertAll(Values, value => (float)value);
            int bad = Array.FindIndex(floats, value => !float.IsFinite(value));
            return bad < 0 ? floats : throw new InvalidDataException($"Expected finite values in '{Name}', but value {bad} is {(float.IsNaN(floats[bad]) ? "NaN" : "infinite")}.");
        }
    }

    public static OnnxTensor Of(int[] shape, double[] values, bool isFloat)
    {
        long count = shape.Aggregate(1L, (product, size) => product * size);
        if (count != values.Length) throw new InvalidDataException($"Expected {count} values of a constant [{string.Join(", ", shape)}], but got {values.Length}.");
        return new("a constant", shape, isFloat, () => values, 0);
    }

    public static OnnxTensor Everywhere(int[] shape, double value, bool isFloat) => new("a constant", shape, isFloat, null, value);

    /// <summary>The same values in another shape.</summary>
    public OnnxTensor As(int[] shape) => new(Name, shape, IsFloat, _read is null ? null : () => Values, _uniform);

    /// <summary>TensorProto: dims 1, data_type 2, float_data 4, int32_data 5, int64_data 7, name 8, raw_data 9, double_data 10, external_data 13.</summary>
    public static OnnxTensor Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        var shape = new List<long>();
        long type = 0;
        string name = "";
        ReadOnlyMemory<byte> raw = default;
        ReadOnlyMemory<byte> packed = default;
        ElementType packedType = ElementType.Float32;
        bool external = false;
        var numbers = new List<long>();
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: reader.AddNumbers(shape); break;
                case 2: type = (long)reader.Number; break;
                case 4 or 10 when reader.HasBytes: (packed, packedType) = (reader.Bytes, reader.Field == 4 ? ElementType.Float32 : ElementType.Float64); break;
                case 5 or 7: reader.AddNumbers(numbers); break;
                case 8 when reader.HasBytes: name = reader.Text; break;
                case 9 when reader.HasBytes: raw = reader.Bytes; break;
                case 13: external = true; break;
                case 14: external |= reader.Number == 1; break;
            }
        }

        if (external) throw new InvalidDataException($"Expected the values of '{name}' in the ONNX file, but they lie in another one; save the model with its weights inside (save_as_external_data=False).");
        int[] sizes = [.. shape.Select(size => size is >= 0 and <= int.MaxValue ? (int)size : throw new InvalidDataException($"Expected dimensions of at least 0 in '{name}', but got {size}."))];
        ElementType? element = ElementOf(type);
        bool isFloat = element is { } known && ElementTypes.IsFloat(known);
        if (element is null) return new(name, sizes, false, () => throw new InvalidDataException($"Expected numbers in '{name}', but its type is {type}, which is not read."), 0);
        if (!raw.IsEmpty) return Checked(name, sizes, isFloat, raw, element.Value);
        if (!packed.IsEmpty) return Checked(name, sizes, isFloat, packed, packedType);
        double[] values = [.. numbers.Select(number => element is ElementType.Float16 or ElementType.BFloat16 ? Half((ushort)number, element.Value) : (double)number)];
        long count = CountOf(name, sizes);
        if (values.Length != count) throw new InvalidDataException($"Expected {count} values of '{name}', but got {values.Length}.");
        return new(name, sizes, isFloat, () => values, 0);
    }

    private static double Half(ushort bits, ElementType type) => type == ElementType.Float16 ? (double)BitConverter.UInt16BitsToHalf(bits) : BitConverter.Int32BitsToSingle(bits << 16);

    private static OnnxTensor Checked(string name, int[] shape, bool isFloat, ReadOnlyMemory<byte> bytes, ElementType type)
    {
        var tensor = new FileTensor(name, shape, type, bytes);
        return new(name, shape, isFloat, () => ReadAll(tensor), 0);
    }

    private static double[] ReadAll(FileTensor tensor)
    {
        double[] values = new double[tensor.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = tensor.ReadAt(i);
        }

        return values;
    }

    private static long CountOf(string name, int[] shape)
    {
        long count = 1;
        foreach (int size in shape)
        {
            count *= size;
            if (count > int.MaxValue) throw new InvalidDataException($"Expected at most {int.MaxValue} values in '{name}', but got more.");
        }

        return count;
    }

    private static ElementType? ElementOf(long type) => type switch
    {
        1 => ElementType.Float32,
        2 => ElementType.UInt8,
        3 => ElementType.Int8,
        4 => ElementType.UInt16,
        5 => ElementType.Int16,
        6 => ElementType.Int32,
        7 => ElementType.Int64,
        9 => ElementType.Boolean,
        10 => ElementType.Float16,
        11 => ElementType.Float64,
        12 => ElementType.UInt32,
        13 => ElementType.UInt64,
        16 => ElementType.BFloat16,
        _ => null,
    };
}

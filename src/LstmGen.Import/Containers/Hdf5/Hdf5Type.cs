namespace LstmGen.Import.Containers.Hdf5;

/// <summary>A datatype message: numbers and strings are understood, anything else is known by its class alone.</summary>
/// <param name="Class">HDF5's number of the class.</param>
/// <param name="Size">Bytes of one element.</param>
/// <param name="Element">What a number is; null for what is none.</param>
/// <param name="BigEndian">Whether a number begins with its highest byte.</param>
/// <param name="IsVariableString">Whether it points to a string in the global heap.</param>
internal sealed record Hdf5Type(int Class, uint Size, ElementType? Element, bool BigEndian, bool IsVariableString)
{
    private const int FixedPoint = 0;
    private const int FloatingPoint = 1;
    private const int String = 3;
    private const int Enumeration = 8;
    private const int VariableLength = 9;

    public bool IsFixedString => Class == String;

    public static Hdf5Type Read(FileBytes message, ulong at)
    {
        byte first = message.Byte(at);
        int kind = first & 0x0F;
        byte bits = message.Byte(at + 1);
        uint size = message.UInt32(at + 4);
        return kind switch
        {
            FixedPoint => new(kind, size, Integer(size, (bits & 8) != 0), (bits & 1) != 0, false),
            FloatingPoint => new(kind, size, Float(message, at, size), (bits & 1) != 0, false),
            Enumeration => new(kind, size, Read(message, at + 8) is { Class: FixedPoint } of && of.Size == size ? of.Element : null, false, false),
            VariableLength => new(kind, size, null, false, (bits & 0x0F) == 1),
            _ => new(kind, size, null, false, false),
        };
    }

    public override string ToString() => Element is { } element ? $"{element}" : Class switch
    {
        2 => "a time",
        String => "a string",
        4 => "a bit field",
        5 => "opaque bytes",
        6 => "a compound",
        7 => "a reference",
        VariableLength => IsVariableString ? "a string" : "a sequence of variable length",
        10 => "an array",
        _ => $"a type of class {Class}",
    };

    private static ElementType? Integer(uint size, bool signed) => (size, signed) switch
    {
        (1, true) => ElementType.Int8,
        (1, false) => ElementType.UInt8,
        (2, true) => ElementType.Int16,
        (2, false) => ElementType.UInt16,
        (4, true) => ElementType.Int32,
        (4, false) => ElementType.UInt32,
        (8, true) => ElementType.Int64,
        (8, false) => ElementType.UInt64,
        _ => null,
    };

    private static ElementType? Float(FileBytes message, ulong at, uint size) => (size, message.Byte(at + 13)) switch
    {
        (2, 5) => ElementType.Float16,
        (2, 8) => ElementType.BFloat16,
        (4, 8) => ElementType.Float32,
        (8, 11) => ElementType.Float64,
        _ => null,
    };
}

using System.Buffers.Binary;

namespace LstmGen.Import.Containers;

/// <summary>How the values of a tensor are written.</summary>
internal enum ElementType
{
    Float16,
    BFloat16,
    Float32,
    Float64,
    Int8,
    UInt8,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Boolean,
}

/// <summary>Sizes and values of each.</summary>
internal static class ElementTypes
{
    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.Int8 or ElementType.UInt8 or ElementType.Boolean => 1,
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Int16 or ElementType.UInt16 => 2,
        ElementType.Float32 or ElementType.Int32 or ElementType.UInt32 => 4,
        _ => 8,
    };

    public static bool IsFloat(ElementType type) => type is ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32 or ElementType.Float64;

    /// <summary>One value; floats of 16 and 32 bits and integers below 2⁵³ exactly.</summary>
    public static double Read(ReadOnlySpan<byte> bytes, ElementType type, bool bigEndian = false)
    {
        if (!bigEndian) return ReadLittle(bytes, type);
        Span<byte> turned = stackalloc byte[8];
        turned = turned[..SizeOf(type)];
        bytes[..turned.Length].CopyTo(turned);
        turned.Reverse();
        return ReadLittle(turned, type);
    }

    private static double ReadLittle(ReadOnlySpan<byte> bytes, ElementType type) => type switch
    {
        ElementType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        ElementType.BFloat16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        ElementType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        ElementType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        ElementType.Int8 => (sbyte)bytes[0],
        ElementType.UInt8 => bytes[0],
        ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        ElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        ElementType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        _ => bytes[0] != 0 ? 1 : 0,
    };
}

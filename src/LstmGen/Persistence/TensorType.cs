using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LstmGen.Persistence;

/// <summary>The number formats of weights that are taken, by their names in the safetensors format, and their conversion to floats.</summary>
internal static class TensorType
{
    /// <summary>The format in which everything is written.</summary>
    public const string Float32 = "F32";

    /// <summary>Those that are taken, in words.</summary>
    public const string Taken = "F32, F16, BF16 or F64";

    /// <summary>Bytes of one number; 0 for a format that is not taken.</summary>
    public static int SizeOf(string type) => type switch
    {
        Float32 => sizeof(float),
        "F16" or "BF16" => sizeof(short),
        "F64" => sizeof(double),
        _ => 0,
    };

    /// <summary>
    /// Converts numbers: F16 and BF16 exactly, F64 to the nearest float, ties to even.
    /// </summary>
    /// <returns>−1, or the first number that is finite in the file and beyond the range of a float.</returns>
    public static int Convert(string type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            switch (type)
            {
                case "F16":
                    values[i] = (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[(2 * i)..]);
                    break;
                case "BF16":
                    values[i] = BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]) << 16);
                    break;
                default:
                    double wide = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]);
                    values[i] = (float)wide;
                    if (double.IsFinite(wide) && !float.IsFinite(values[i])) return i;
                    break;
            }
        }

        return -1;
    }

    /// <summary>Floats between the order of the machine and that of the file.</summary>
    public static void ToOrFromLittleEndian(Span<float> values)
    {
        if (!BitConverter.IsLittleEndian)
        {
            Span<int> bits = MemoryMarshal.Cast<float, int>(values);
            BinaryPrimitives.ReverseEndianness(bits, bits);
        }
    }
}

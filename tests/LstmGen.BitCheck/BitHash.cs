using System.Globalization;

namespace LstmGen.BitCheck;

/// <summary>FNV-1a over the bits, 64 bits wide.</summary>
internal static class BitHash
{
    private const ulong Start = 14695981039346656037;

    public static string Of(ReadOnlySpan<float> values)
    {
        ulong hash = Start;
        foreach (float value in values)
        {
            uint bits = BitConverter.SingleToUInt32Bits(value);
            for (int shift = 0; shift < 32; shift += 8)
            {
                hash = With(hash, (bits >> shift) & 0xff);
            }
        }

        return Text(hash);
    }

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        ulong hash = Start;
        foreach (byte value in bytes)
        {
            hash = With(hash, value);
        }

        return Text(hash);
    }

    private static ulong With(ulong hash, ulong value) => unchecked((hash ^ value) * 1099511628211);

    private static string Text(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);
}

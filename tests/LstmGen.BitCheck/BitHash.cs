using System.Globalization;

namespace LstmGen.BitCheck;

/// <summary>FNV-1a over the bits, 64 bits wide.</summary>
internal static class BitHash
{
    public static string Of(ReadOnlySpan<float> values)
    {
        ulong hash = 14695981039346656037;
        foreach (float value in values)
        {
            uint bits = BitConverter.SingleToUInt32Bits(value);
            for (int shift = 0; shift < 32; shift += 8)
            {
                hash = unchecked((hash ^ ((bits >> shift) & 0xff)) * 1099511628211);
            }
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}

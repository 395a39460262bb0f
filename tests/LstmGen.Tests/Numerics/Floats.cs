using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LstmGen.Tests.Numerics;

/// <summary>Floats to test with, and how far a float is from the truth.</summary>
internal static class Floats
{
    public static readonly float[] Special =
    [
        0f, -0f, 1f, -1f, float.Epsilon, -float.Epsilon, 1.17549435e-38f, -1.17549435e-38f, float.MaxValue, float.MinValue,
        float.PositiveInfinity, float.NegativeInfinity, float.NaN, 20f, -20f, 87.5f, -87.5f, 88f, -88f, 88.5f, -88.5f, 89f, -104f,
    ];

    /// <summary>Every <paramref name="stride"/>th float from low to high, both of one sign.</summary>
    public static IEnumerable<float> Between(float low, float high, int stride)
    {
        int last = BitConverter.SingleToInt32Bits(high) & int.MaxValue;
        int sign = BitConverter.SingleToInt32Bits(high) & int.MinValue;
        for (int bits = BitConverter.SingleToInt32Bits(low) & int.MaxValue; bits <= last; bits += stride)
        {
            yield return BitConverter.Int32BitsToSingle(bits | sign);
        }
    }

    /// <summary>The distance from the exact value in units of the last place of a float of that size.</summary>
    public static double Ulps(float value, double exact)
    {
        double unit = Math.Max(Math.ScaleB(1.0, Math.ILogB(exact) - 23), float.Epsilon);
        return exact == 0.0 ? (value == 0f ? 0.0 : double.PositiveInfinity) : Math.Abs(value - exact) / unit;
    }

    /// <summary>The same bits, or both NaN.</summary>
    public static void AssertSame(float expected, float actual, float at) => Assert.True(
        BitConverter.SingleToInt32Bits(expected) == BitConverter.SingleToInt32Bits(actual) || (float.IsNaN(expected) && float.IsNaN(actual)),
        $"at {at:R} one form gives {expected:R} and another {actual:R}");

    /// <summary>65,536 bit patterns spread over all floats, NaN left out.</summary>
    public static float[] Spread() => [.. Enumerable.Range(0, 65_536)
        .Select(i => BitConverter.UInt32BitsToSingle(unchecked((uint)i * 2_654_435_769u)))
        .Where(x => !float.IsNaN(x))];

    /// <summary>The first 16 hexadecimal digits of the SHA-256 of the bits.</summary>
    public static string Fingerprint<T>(T[] values)
        where T : unmanaged => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<T>(values)))[..16];
}

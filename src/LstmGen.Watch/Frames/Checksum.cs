using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LstmGen.Watch.Frames;

/// <summary>A short name for the bits of a model's parameters: equal bits, equal name.</summary>
internal static class Checksum
{
    private const int Bytes = 4;

    /// <summary>The first four bytes of their SHA-256, in hexadecimal.</summary>
    public static string Of(ReadOnlySpan<float> parameters)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(parameters), hash);
        return Convert.ToHexString(hash[..Bytes]);
    }
}

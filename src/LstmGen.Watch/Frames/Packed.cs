using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LstmGen.Watch.Frames;

/// <summary>Numbers as text that a page unpacks quickly: base64 of little-endian values.</summary>
internal static class Packed
{
    /// <summary>Float by float, exact.</summary>
    public static string Floats(ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian) return Convert.ToBase64String(MemoryMarshal.AsBytes(values));
        byte[] bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        }

        return Convert.ToBase64String(bytes);
    }

    /// <summary>Sixteen bits a value, as shares of the largest magnitude: a picture needs no more.</summary>
    public static Plane Plane(ReadOnlySpan<float> values)
    {
        float largest = 0f;
        foreach (float value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        if (!float.IsFinite(largest)) largest = 0f;
        byte[] bytes = new byte[values.Length * sizeof(short)];
        for (int i = 0; largest > 0f && i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * sizeof(short)), (short)MathF.Round(values[i] / largest * short.MaxValue));
        }

        return new Plane(largest, Convert.ToBase64String(bytes));
    }
}

/// <summary>Values of one kind: 16-bit shares of a largest magnitude.</summary>
/// <param name="Scale">The largest magnitude.</param>
/// <param name="Values">Base64 of little-endian 16-bit integers, −32,767 to 32,767.</param>
internal sealed record Plane(float Scale, string Values);

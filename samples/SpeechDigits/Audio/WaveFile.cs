using System.Buffers.Binary;
using System.Text;

namespace SpeechDigits.Audio;

/// <summary>Recordings as the data sets have them: one channel, 16 bits, 8,000 samples a second.</summary>
internal static class WaveFile
{
    /// <summary>Samples a second.</summary>
    public const int Rate = 8_000;

    private const int HeaderBytes = 12, ChunkBytes = 8, FormatBytes = 16, Pcm = 1;

    /// <summary>The samples of a file, −1 to 1.</summary>
    /// <exception cref="UserError">It is no such recording: the file is named, and what was found in it.</exception>
    public static float[] Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < HeaderBytes || Name(bytes, 0) != "RIFF" || Name(bytes, 8) != "WAVE")
        {
            throw new UserError($"'{path}': expected a WAV file, which begins with RIFF and WAVE; this one of {bytes.Length} bytes does not.");
        }

        bool hasFormat = false;
        for (int at = HeaderBytes; at + ChunkBytes <= bytes.Length;)
        {
            string chunk = Name(bytes, at);
            long length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 4));
            at += ChunkBytes;
            switch (chunk)
            {
                case "fmt " when length >= FormatBytes && at + FormatBytes <= bytes.Length:
                    CheckFormat(path, bytes.AsSpan(at));
                    hasFormat = true;
                    break;
                case "data" when hasFormat:
                    // A file that was cut off holds less than it says.
                    return length <= bytes.Length - at
                        ? Samples(bytes.AsSpan(at, (int)length))
                        : throw new UserError($"'{path}': it says that it has {length} bytes of sound, and ends after {bytes.Length - at}.");
                default:
                    break;
            }

            long next = at + length + (length & 1);
            at = next > bytes.Length ? bytes.Length : (int)next;
        }

        throw new UserError($"'{path}': expected a WAV file with {(hasFormat ? "a chunk 'data'" : "a chunk 'fmt ' before its sound")}, and found none.");
    }

    /// <summary>Writes samples; those outside −1 to 1 are cut off.</summary>
    public static void Write(string path, ReadOnlySpan<float> samples)
    {
        byte[] bytes = new byte[HeaderBytes + ChunkBytes + FormatBytes + ChunkBytes + 2 * samples.Length];
        Span<byte> rest = bytes;
        Encoding.ASCII.GetBytes("RIFF", rest);
        BinaryPrimitives.WriteInt32LittleEndian(rest[4..], bytes.Length - ChunkBytes);
        Encoding.ASCII.GetBytes("WAVEfmt ", rest[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(rest[16..], FormatBytes);
        BinaryPrimitives.WriteInt16LittleEndian(rest[20..], Pcm);
        BinaryPrimitives.WriteInt16LittleEndian(rest[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(rest[24..], Rate);
        BinaryPrimitives.WriteInt32LittleEndian(rest[28..], 2 * Rate);
        BinaryPrimitives.WriteInt16LittleEndian(rest[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(rest[34..], 16);
        Encoding.ASCII.GetBytes("data", rest[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(rest[40..], 2 * samples.Length);
        for (int i = 0; i < samples.Length; i++)
        {
            float value = Math.Clamp(MathF.Round(samples[i] * 32_768f), short.MinValue, short.MaxValue);
            BinaryPrimitives.WriteInt16LittleEndian(rest[(44 + 2 * i)..], (short)value);
        }

        File.WriteAllBytes(path, bytes);
    }

    private static string Name(byte[] bytes, int at) => Encoding.ASCII.GetString(bytes, at, 4);

    private static void CheckFormat(string path, ReadOnlySpan<byte> format)
    {
        int kind = BinaryPrimitives.ReadUInt16LittleEndian(format), channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(format[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        if (kind != Pcm || channels != 1 || rate != Rate || bits != 16)
        {
            throw new UserError(
                $"'{path}': expected PCM (kind 1), 1 channel, {Rate} samples a second, 16 bits; this file has kind {kind}, {channels}, {rate} and {bits}. Convert it, for example with: ffmpeg -i IN -ac 1 -ar {Rate} OUT.wav");
        }
    }

    private static float[] Samples(ReadOnlySpan<byte> bytes)
    {
        float[] samples = new float[bytes.Length / 2];
        for (int i = 0; i < samples.Length; i++)
        {
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(2 * i)..]) / 32_768f;
        }

        return samples;
    }
}

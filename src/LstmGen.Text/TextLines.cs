using System.Text;

namespace LstmGen.Text;

/// <summary>Lines of UTF-8 files, and the messages about them.</summary>
internal static class TextLines
{
    private const int LongestQuote = 60;

    /// <summary>UTF-8 without a byte order mark, which refuses what is none.</summary>
    public static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The lines of a file, without the LF or CR LF that ends each; what follows the last one is a line too unless it is empty. A byte order mark is skipped.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is no UTF-8; the message names the line.</exception>
    public static List<string> Read(string path) => Read(path, out _);

    /// <inheritdoc cref="Read(string)"/>
    /// <param name="path">The file.</param>
    /// <param name="ended">Whether a line feed ends the last line too.</param>
    public static List<string> Read(string path, out bool ended)
    {
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        rest = rest.StartsWith(Encoding.UTF8.Preamble) ? rest[Encoding.UTF8.Preamble.Length..] : rest;
        ended = rest.EndsWith("\n"u8);
        List<string> lines = [];
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            lines.Add(Decode(path, lines.Count + 1, end >= 0 && line.EndsWith("\r"u8) ? line[..^1] : line));
        }

        return lines;
    }

    /// <summary>What to throw when a line is not as it should be.</summary>
    public static InvalidDataException Bad(string path, int line, string what, Exception? inner = null) =>
        new(FormattableString.Invariant($"{path}({line}): {what}."), inner);

    /// <summary>A line for a message, its end replaced by … where it is long.</summary>
    public static string Quote(string line) => line.Length <= LongestQuote ? $"'{line}'" : $"'{line.AsSpan(0, LongestQuote)}…'";

    private static string Decode(string path, int line, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException error)
        {
            throw Bad(path, line, "expected UTF-8, found other bytes", error);
        }
    }
}

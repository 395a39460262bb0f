using System.Globalization;
using System.Text;
using LstmGen.Persistence;

namespace LstmGen.Text;

public sealed partial class Vocabulary
{
    private const string Format = "LstmGen vocabulary 1";

    /// <summary>Writes the vocabulary as a text file: whoever looks, whenever the machine stops, finds the whole old file or the whole new one.</summary>
    /// <remarks>
    /// UTF-8, one line each: "LstmGen vocabulary 1"; the ids of padding, unknown, start and end, − for none; the number of tokens; the tokens in the order
    /// of their ids, with \\, \n and \r for a backslash, a line feed and a carriage return.
    /// </remarks>
    /// <param name="path">The file to make or replace; links are followed.</param>
    /// <exception cref="IOException">The path leads to a folder, a device or a pipe, or the file cannot be written; the old one is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The file is read-only, or its folder may not be written to.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream =>
        {
            using StreamWriter writer = new(stream, TextLines.Utf8, leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine(Format);
            writer.WriteLine($"padding {Text(PaddingId)} unknown {Text(UnknownId)} start {Text(StartId)} end {Text(EndId)}");
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"tokens {Count}"));
            foreach (string token in _tokens)
            {
                writer.WriteLine(token.Replace(@"\", @"\\").Replace("\n", @"\n").Replace("\r", @"\r"));
            }
        });
        static string Text(int? id) => id?.ToString(CultureInfo.InvariantCulture) ?? "-";
    }

    /// <summary>Reads a file that <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or none of these; the message names the file and the line.</exception>
    public static Vocabulary Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        List<string> lines = TextLines.Read(path, out bool ended);
        if (lines.Count == 0 || lines[0] != Format)
        {
            throw TextLines.Bad(path, 1, $"expected '{Format}', found {(lines.Count == 0 ? "an empty file" : TextLines.Quote(lines[0]))}");
        }

        if (!ended)
        {
            throw TextLines.Bad(path, lines.Count, "expected a line feed, found the end of the file: it was cut off");
        }

        int?[] specials = ReadSpecials(path, lines);
        int count = ReadCount(path, lines);
        string[] tokens = new string[count];
        Dictionary<string, int> ids = new(count, StringComparer.Ordinal);
        for (int id = 0; id < count; id++)
        {
            int line = id + 4;
            tokens[id] = Unescape(path, line, lines[line - 1]);
            if (!ids.TryAdd(tokens[id], id))
            {
                throw TextLines.Bad(path, line, $"the token '{tokens[id]}' is there twice: it has the id {ids[tokens[id]]} too");
            }
        }

        if (specials.Any(id => id >= count))
        {
            throw TextLines.Bad(path, 2, $"expected ids below {count}, the number of tokens, found {TextLines.Quote(lines[1])}");
        }

        return new(tokens, ids, specials[0], specials[1], specials[2], specials[3]);
    }

    private static int?[] ReadSpecials(string path, List<string> lines)
    {
        const string expected = "expected 'padding ID unknown ID start ID end ID', each id a number or -";
        string[] words = lines.Count < 2 ? [] : lines[1].Split(' ');
        if (words is not ["padding", _, "unknown", _, "start", _, "end", _])
        {
            throw TextLines.Bad(path, 2, $"{expected}, found {(lines.Count < 2 ? "the end of the file" : TextLines.Quote(lines[1]))}");
        }

        int?[] ids = new int?[4];
        for (int i = 0; i < ids.Length; i++)
        {
            string word = words[2 * i + 1];
            if (word == "-")
            {
                continue;
            }

            ids[i] = int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int id)
                ? id
                : throw TextLines.Bad(path, 2, $"{expected}, found {TextLines.Quote(lines[1])}");
        }

        int[] present = [.. ids.OfType<int>()];
        return present.Distinct().Count() == present.Length
            ? ids
            : throw TextLines.Bad(path, 2, $"expected ids that differ, found {TextLines.Quote(lines[1])}");
    }

    private static int ReadCount(string path, List<string> lines)
    {
        const string prefix = "tokens ";
        string line = lines.Count < 3 ? "" : lines[2];
        if (!line.StartsWith(prefix, StringComparison.Ordinal)
            || !int.TryParse(line.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || count == 0)
        {
            throw TextLines.Bad(path, 3, $"expected 'tokens' and their number, found {TextLines.Quote(line)}");
        }

        return lines.Count - 3 == count
            ? count
            : throw TextLines.Bad(path, Math.Min(lines.Count, count + 3) + 1, $"expected {count} tokens, found {lines.Count - 3}");
    }

    private static string Unescape(string path, int line, string text)
    {
        if (text.Length == 0)
        {
            throw TextLines.Bad(path, line, "expected a token, found an empty line");
        }

        if (!text.Contains('\\'))
        {
            return text;
        }

        StringBuilder token = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char? escaped = text[i] != '\\' ? text[i] : (i + 1 < text.Length ? text[++i] : ' ') switch
            {
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                _ => null,
            };
            token.Append(escaped ?? throw TextLines.Bad(path, line, $@"expected \\, \n or \r after a backslash, found {TextLines.Quote(text)}"));
        }

        return token.ToString();
    }
}

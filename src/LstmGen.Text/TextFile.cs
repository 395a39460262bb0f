using System.Globalization;

namespace LstmGen.Text;

/// <summary>Reads texts, labelled texts and pairs of texts from UTF-8 files. What does not look as expected is an error that names its file and line.</summary>
public static class TextFile
{
    /// <summary>A whole file as one text, for models of a stream of characters; a line ends with a line feed, whatever ends it in the file.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty or no UTF-8.</exception>
    public static string Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        List<string> lines = TextLines.Read(path, out bool ended);
        string text = string.Join('\n', lines) + (ended ? "\n" : "");
        return text.Length > 0 ? text : throw TextLines.Bad(path, 1, "expected a text, found an empty file");
    }

    /// <summary>Texts with a class: on each line a number, a blank and the text, as in "1 a gripping film .".</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <param name="classes">Number of classes; the numbers are 0 … classes − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 2 classes.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line has no such number or no text, or there is no line.</exception>
    public static List<LabelledText> ReadLabelled(string path, int classes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        return ReadLines(path, (text, line) =>
        {
            int blank = text.IndexOf(' ');
            if (blank < 0
                || !int.TryParse(text.AsSpan(0, blank), NumberStyles.None, CultureInfo.InvariantCulture, out int label)
                || label >= classes
                || string.IsNullOrWhiteSpace(text[blank..]))
            {
                throw TextLines.Bad(path, line, $"expected a class from 0 to {classes - 1}, a blank and a text, found {TextLines.Quote(text)}");
            }

            return new LabelledText(label, text[(blank + 1)..].Trim(), line);
        });
    }

    /// <summary>Pairs of texts: on each line a source, a tab and its target; a second tab and what follows it, such as an attribution, is not read.</summary>
    /// <param name="path">The file, in UTF-8.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line has no two texts, or there is no line.</exception>
    public static List<TextPair> ReadPairs(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return ReadLines(path, (text, line) =>
        {
            string[] cells = text.Split('\t');
            if (cells.Length is < 2 or > 3 || string.IsNullOrWhiteSpace(cells[0]) || string.IsNullOrWhiteSpace(cells[1]))
            {
                throw TextLines.Bad(path, line, $"expected two texts with a tab between them, found {TextLines.Quote(text)}");
            }

            return new TextPair(cells[0].Trim(), cells[1].Trim(), line);
        });
    }

    private static List<T> ReadLines<T>(string path, Func<string, int, T> parse)
    {
        List<string> lines = TextLines.Read(path);
        return lines.Count > 0
            ? [.. lines.Select((text, i) => parse(text, i + 1))]
            : throw TextLines.Bad(path, 1, "expected at least one line, found an empty file");
    }
}

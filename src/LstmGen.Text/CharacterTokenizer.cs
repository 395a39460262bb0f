using System.Buffers;
using System.Text;

namespace LstmGen.Text;

/// <summary>Each character is a token, white space too. A character is a Unicode code point: one or two UTF-16 units, never half a pair.</summary>
public sealed class CharacterTokenizer : ITokenizer
{
    /// <inheritdoc/>
    public List<string> Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> tokens = new(text.Length);
        for (int i = 0; i < text.Length;)
        {
            int length = LengthAt(text, i);
            tokens.Add(text.Substring(i, length));
            i += length;
        }

        return tokens;
    }

    /// <summary>What it makes tokens of.</summary>
    public override string ToString() => "characters";

    /// <summary>The UTF-16 units of the character at a place.</summary>
    /// <exception cref="ArgumentException">There is half a surrogate pair.</exception>
    internal static int LengthAt(ReadOnlySpan<char> text, int index) =>
        Rune.DecodeFromUtf16(text[index..], out _, out int length) == OperationStatus.Done
            ? length
            : throw new ArgumentException($"Expected valid Unicode, found half a surrogate pair at {index}.", nameof(text));
}

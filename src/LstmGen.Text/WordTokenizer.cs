using System.Globalization;
using System.Text;

namespace LstmGen.Text;

/// <summary>
/// Words and punctuation. White space separates and is dropped. A word is a run of letters, digits and combining marks, with an apostrophe (' or ’) or a
/// hyphen between two of them and a point or comma between two digits: "don't", "well-known", "1,000.5" are one token each. Every other character is a token of
/// its own: "end." gives "end" and ".".
/// </summary>
/// <remarks>Scripts that write without blanks, such as Chinese, are not cut into words: use <see cref="CharacterTokenizer"/> for them.</remarks>
/// <param name="lowerCase">Whether capitals become small letters (by the invariant culture's rules, character by character).</param>
public sealed class WordTokenizer(bool lowerCase = true) : ITokenizer
{
    /// <summary>Whether capitals become small letters.</summary>
    public bool LowerCase { get; } = lowerCase;

    /// <inheritdoc/>
    public List<string> Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> tokens = [];
        for (int i = 0; i < text.Length;)
        {
            int end = i + CharacterTokenizer.LengthAt(text, i);
            Rune first = Rune.GetRuneAt(text, i);
            if (!Rune.IsWhiteSpace(first))
            {
                end = IsWord(first) ? EndOfWord(text, i) : end;
                tokens.Add(LowerCase ? text[i..end].ToLowerInvariant() : text[i..end]);
            }

            i = end;
        }

        return tokens;
    }

    /// <summary>What it makes tokens of.</summary>
    public override string ToString() => LowerCase ? "words in lower case" : "words";

    private static int EndOfWord(string text, int start)
    {
        Rune before = Rune.GetRuneAt(text, start);
        int i = start + before.Utf16SequenceLength;
        while (i < text.Length)
        {
            int length = CharacterTokenizer.LengthAt(text, i);
            Rune rune = Rune.GetRuneAt(text, i);
            if (!IsWord(rune) && !Joins(before, rune, text, i + length))
            {
                break;
            }

            before = rune;
            i += length;
        }

        return i;
    }

    private static bool Joins(Rune before, Rune rune, string text, int next)
    {
        if (next == text.Length || !Rune.TryGetRuneAt(text, next, out Rune after))
        {
            return false;
        }

        return rune.Value switch
        {
            '\'' or '’' or '-' => IsWord(before) && IsWord(after),
            '.' or ',' => Rune.IsDigit(before) && Rune.IsDigit(after),
            _ => false,
        };
    }

    private static bool IsWord(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or
        UnicodeCategory.SpacingCombiningMark or
        UnicodeCategory.EnclosingMark;
}

using System.Text;

namespace LstmGen.Text;

public sealed partial class Vocabulary
{
    /// <summary>Writes the ids of tokens, without allocating.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="ids">Room for as many ids.</param>
    /// <returns>The number of ids written: that of the tokens.</returns>
    /// <exception cref="ArgumentException">There is not enough room, or a token is unknown and the vocabulary has no id for that.</exception>
    public int Encode(ReadOnlySpan<string> tokens, Span<int> ids)
    {
        if (ids.Length < tokens.Length)
        {
            throw new ArgumentException($"Expected room for {tokens.Length} ids, found {ids.Length}.", nameof(ids));
        }

        for (int i = 0; i < tokens.Length; i++)
        {
            ids[i] = IdOf(tokens[i]);
        }

        return tokens.Length;
    }

    /// <summary>The ids of tokens.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="start">Whether the id that begins a sequence comes first.</param>
    /// <param name="end">Whether the id that ends a sequence comes last.</param>
    /// <exception cref="ArgumentException">A token is unknown and the vocabulary has no id for that.</exception>
    /// <exception cref="InvalidOperationException">The vocabulary has no start or no end.</exception>
    public int[] Encode(ReadOnlySpan<string> tokens, bool start = false, bool end = false)
    {
        int first = start ? 1 : 0;
        int[] ids = new int[first + tokens.Length + (end ? 1 : 0)];
        Encode(tokens, ids.AsSpan(first));
        if (start)
        {
            ids[0] = StartId ?? throw new InvalidOperationException("The vocabulary has no token that begins a sequence: build it with VocabularyOptions.Start.");
        }

        if (end)
        {
            ids[^1] = EndId ?? throw new InvalidOperationException("The vocabulary has no token that ends a sequence: build it with VocabularyOptions.End.");
        }

        return ids;
    }

    /// <summary>Writes the ids of a text's characters, Unicode code point by code point as <see cref="CharacterTokenizer"/> does, without allocating.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ids">Room for as many ids as the text has code points.</param>
    /// <returns>The number of ids written.</returns>
    /// <exception cref="ArgumentException">There is not enough room, the text is no valid Unicode, or a character is unknown and the vocabulary has no id for that.</exception>
    public int EncodeCharacters(ReadOnlySpan<char> text, Span<int> ids)
    {
        int count = 0;
        for (int i = 0; i < text.Length; count++)
        {
            int length = CharacterTokenizer.LengthAt(text, i);
            if (count == ids.Length)
            {
                throw new ArgumentException($"Expected room for all characters of the text, found it for {ids.Length}.", nameof(ids));
            }

            ids[count] = IdOf(text.Slice(i, length));
            i += length;
        }

        return count;
    }

    /// <summary>Writes the tokens of ids, without allocating.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="tokens">Room for as many tokens.</param>
    /// <returns>The number of tokens written: that of the ids.</returns>
    /// <exception cref="ArgumentException">There is not enough room.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such id.</exception>
    public int Decode(ReadOnlySpan<int> ids, Span<string> tokens)
    {
        if (tokens.Length < ids.Length)
        {
            throw new ArgumentException($"Expected room for {ids.Length} tokens, found {tokens.Length}.", nameof(tokens));
        }

        for (int i = 0; i < ids.Length; i++)
        {
            tokens[i] = this[ids[i]];
        }

        return ids.Length;
    }

    /// <summary>The tokens of ids, special ones among them.</summary>
    /// <param name="ids">The ids.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such id.</exception>
    public string[] Decode(ReadOnlySpan<int> ids)
    {
        string[] tokens = new string[ids.Length];
        Decode(ids, tokens);
        return tokens;
    }

    /// <summary>The text of ids as a reader wants it: up to the first end, without padding and start.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="separator">What goes between two tokens: a blank for words, nothing for characters.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such id.</exception>
    public string DecodeText(ReadOnlySpan<int> ids, string separator = " ")
    {
        StringBuilder text = new();
        bool first = true;
        foreach (int id in ids)
        {
            if (id == EndId)
            {
                break;
            }

            if (id != PaddingId && id != StartId)
            {
                text.Append(first ? "" : separator).Append(this[id]);
                first = false;
            }
        }

        return text.ToString();
    }
}

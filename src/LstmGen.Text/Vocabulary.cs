using System.Buffers;
using System.Text;

namespace LstmGen.Text;

/// <summary>
/// Numbers tokens: the special ones first, then the others by how often they occur, the most frequent first and equally frequent ones in ordinal order. The
/// same sequences give the same numbers everywhere. <see cref="Save"/> keeps it beside a model's weights: they mean nothing without it.
/// </summary>
/// <remarks>Reading from several threads at once is safe: it never changes.</remarks>
public sealed partial class Vocabulary
{
    private readonly string[] _tokens;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _idsOfSpans;

    private Vocabulary(string[] tokens, Dictionary<string, int> ids, int? padding, int? unknown, int? start, int? end)
    {
        _tokens = tokens;
        _idsOfSpans = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        (PaddingId, UnknownId, StartId, EndId) = (padding, unknown, start, end);
    }

    /// <summary>Number of tokens, the special ones among them; ids are 0 … Count − 1. What an embedding or a head over tokens is sized by.</summary>
    public int Count => _tokens.Length;

    /// <summary>The id of the padding, 0; null without one.</summary>
    public int? PaddingId { get; }

    /// <summary>The id that stands for tokens not in the vocabulary, 1 after padding; null without one.</summary>
    public int? UnknownId { get; }

    /// <summary>The id that begins a sequence; null without one.</summary>
    public int? StartId { get; }

    /// <summary>The id that ends a sequence; null without one.</summary>
    public int? EndId { get; }

    /// <summary>All tokens, in the order of their ids.</summary>
    public IReadOnlyList<string> Tokens => field ??= Array.AsReadOnly(_tokens);

    /// <summary>How many tokens, and the first of them.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Count} token{(Count == 1 ? "" : "s")}: {string.Join(", ", _tokens.Take(8))}{(Count > 8 ? ", …" : "")}");

    /// <summary>The token of an id.</summary>
    /// <param name="id">0 … Count − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such id.</exception>
    public string this[int id] =>
        (uint)id < (uint)_tokens.Length
            ? _tokens[id]
            : throw new ArgumentOutOfRangeException(nameof(id), id, $"Expected an id from 0 to {_tokens.Length - 1}, found {id}.");

    /// <summary>Counts the tokens of sequences and numbers them.</summary>
    /// <param name="sequences">The sequences of the training part, and of that alone. A token that equals <see cref="VocabularyOptions.Unknown"/> is not counted.</param>
    /// <param name="options">Which tokens to take in; null for all, with padding and unknown.</param>
    /// <exception cref="ArgumentException">
    /// A token is null, empty, no valid Unicode, or the text of the padding, the start or the end; the options contradict each other; or there is no token at all.
    /// </exception>
    public static Vocabulary Build(IEnumerable<IEnumerable<string>> sequences, VocabularyOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        options ??= new();
        options.Check();
        Dictionary<string, long> counts = CountTokens(sequences, options);
        string[] specials = options.Specials;
        IEnumerable<string> kept = counts
            .Where(entry => entry.Value >= options.MinimumCount)
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => entry.Key)
            .Take((options.MaximumSize ?? int.MaxValue) - specials.Length);
        string[] tokens = [.. specials, .. kept];
        if (tokens.Length == 0)
        {
            throw new ArgumentException($"Expected tokens that occur at least {options.MinimumCount} times, found none.", nameof(sequences));
        }

        Dictionary<string, int> ids = tokens.Select((token, id) => (token, id)).ToDictionary(pair => pair.token, pair => pair.id, StringComparer.Ordinal);
        return new(tokens, ids, IdOf(options.Padding), IdOf(options.Unknown), IdOf(options.Start), IdOf(options.End));
        int? IdOf(string? special) => special is null ? null : ids[special];
    }

    /// <summary>The id of a token.</summary>
    /// <param name="token">The token; the text of a special token has that token's id.</param>
    /// <param name="id">Its id; without one that of unknown tokens, or −1.</param>
    /// <returns>Whether the token is in the vocabulary.</returns>
    public bool TryGetId(ReadOnlySpan<char> token, out int id)
    {
        bool known = _idsOfSpans.TryGetValue(token, out id);
        id = known ? id : UnknownId ?? -1;
        return known;
    }

    /// <summary>The id of a token, or that of unknown tokens.</summary>
    /// <param name="token">The token.</param>
    /// <exception cref="ArgumentException">The token is not in the vocabulary, and it has none for unknown ones.</exception>
    public int IdOf(ReadOnlySpan<char> token) =>
        TryGetId(token, out int id) || UnknownId is not null
            ? id
            : throw new ArgumentException($"'{token}' is not among the {Count} tokens of the vocabulary, which has none for unknown tokens.", nameof(token));

    private static Dictionary<string, long> CountTokens(IEnumerable<IEnumerable<string>> sequences, VocabularyOptions options)
    {
        Dictionary<string, long> counts = new(StringComparer.Ordinal);
        foreach (string token in sequences.SelectMany(sequence => sequence))
        {
            if (token == options.Unknown)
            {
                continue;
            }

            if (string.IsNullOrEmpty(token) || !IsUnicode(token))
            {
                throw new ArgumentException($"Expected tokens of valid Unicode characters, found {(token is null ? "null" : $"'{token}'")}.", nameof(sequences));
            }

            if (token == options.Padding || token == options.Start || token == options.End)
            {
                throw new ArgumentException($"'{token}' is a token of the sequences and a special one too: give the special token another text.", nameof(sequences));
            }

            counts[token] = counts.GetValueOrDefault(token) + 1;
        }

        return counts;
    }

    private static bool IsUnicode(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out int length) != OperationStatus.Done)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }
}

using System.Runtime.InteropServices;

namespace LstmGen.Metrics;

/// <summary>
/// Counts the n-grams of sequences that are to be compared. An n-gram is a number: that of its first n − 1 tokens, followed by one more token, is
/// looked up once and numbered when it is new.
/// </summary>
internal sealed class NgramCounts<T>(int longest)
    where T : IEquatable<T>
{
    private const int Empty = -1;
    private readonly Dictionary<(int Prefix, T Token), int> _numbers = [];
    private readonly List<int> _orders = [];

    /// <summary>n of an n-gram.</summary>
    public int OrderOf(int ngram) => _orders[ngram];

    /// <summary>How often each n-gram occurs, for n from 1 to the longest.</summary>
    public Dictionary<int, int> Count(ReadOnlySpan<T> tokens)
    {
        Dictionary<int, int> counts = [];
        for (int start = 0; start < tokens.Length; start++)
        {
            int ngram = Empty;
            int end = Math.Min(tokens.Length, start + longest);
            for (int i = start; i < end; i++)
            {
                ngram = NumberOf(ngram, tokens[i], i - start + 1);
                CollectionsMarshal.GetValueRefOrAddDefault(counts, ngram, out _)++;
            }
        }

        return counts;
    }

    private int NumberOf(int prefix, T token, int order)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, (prefix, token), out bool known);
        if (!known)
        {
            number = _orders.Count;
            _orders.Add(order);
        }

        return number;
    }
}

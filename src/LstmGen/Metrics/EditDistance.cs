using System.Buffers;
using System.Text;
using LstmGen.Checks;

namespace LstmGen.Metrics;

/// <summary>
/// The least number of substitutions, insertions and deletions that turn one sequence into another (Levenshtein 1966, by the dynamic programme of
/// Wagner &amp; Fischer 1974), and the error rates built on it.
/// </summary>
public static class EditDistance
{
    private const int StackLength = 256;

    /// <summary>The edits that turn a reference into a hypothesis.</summary>
    /// <remarks>
    /// The distance is unique, the alignment is not: of all shortest ones those with the most substitutions are counted, which makes all three numbers
    /// unique. Time is the product of the lengths, memory one row.
    /// </remarks>
    /// <param name="reference">What is right.</param>
    /// <param name="hypothesis">What was found.</param>
    /// <typeparam name="T">The elements: tokens, characters, words.</typeparam>
    public static EditCounts Between<T>(ReadOnlySpan<T> reference, ReadOnlySpan<T> hypothesis)
        where T : IEquatable<T>
    {
        int width = hypothesis.Length + 1;
        long[]? rented = width > StackLength ? ArrayPool<long>.Shared.Rent(width) : null;
        Span<long> row = rented is null ? stackalloc long[StackLength] : rented;
        (long distance, long indels) = Cost.Split(LastCost(reference, hypothesis, row[..width]));
        if (rented is not null)
        {
            ArrayPool<long>.Shared.Return(rented);
        }

        long longer = hypothesis.Length - reference.Length;
        return new(distance - indels, (indels + longer) / 2, (indels - longer) / 2, reference.Length);
    }

    /// <summary>The edits between two texts, character by character; a character is a Unicode code point, not half a surrogate pair.</summary>
    /// <param name="reference">What is right.</param>
    /// <param name="hypothesis">What was found.</param>
    public static EditCounts BetweenCharacters(string reference, string hypothesis)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(hypothesis);
        Rune[] right = [.. reference.EnumerateRunes()], found = [.. hypothesis.EnumerateRunes()];
        return Between<Rune>(right, found);
    }

    /// <summary>The edits between two texts, word by word; words are what white space separates, compared as they are written.</summary>
    /// <param name="reference">What is right.</param>
    /// <param name="hypothesis">What was found.</param>
    public static EditCounts BetweenWords(string reference, string hypothesis)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(hypothesis);
        return Between<string>(Words(reference), Words(hypothesis));
    }

    /// <summary>Character error rate of a corpus: all edits between characters / all characters of the references.</summary>
    /// <param name="pairs">What is right and what was found.</param>
    public static EditCounts CharacterErrorRate(IEnumerable<(string Reference, string Hypothesis)> pairs) => OfCorpus(pairs, BetweenCharacters);

    /// <summary>Word error rate of a corpus: all edits between words / all words of the references.</summary>
    /// <param name="pairs">What is right and what was found.</param>
    public static EditCounts WordErrorRate(IEnumerable<(string Reference, string Hypothesis)> pairs) => OfCorpus(pairs, BetweenWords);

    private static EditCounts OfCorpus(IEnumerable<(string Reference, string Hypothesis)> pairs, Func<string, string, EditCounts> between)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        EditCounts sum = default;
        foreach ((string reference, string hypothesis) in pairs)
        {
            sum += between(reference, hypothesis);
        }

        return sum;
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Fills the rows of the table one after the other over the same span; the last cell is the cost of the whole.</summary>
    private static long LastCost<T>(ReadOnlySpan<T> reference, ReadOnlySpan<T> hypothesis, Span<long> row)
        where T : IEquatable<T>
    {
        for (int j = 0; j < row.Length; j++)
        {
            row[j] = j * Cost.Indel;
        }

        foreach (ref readonly T element in reference)
        {
            long diagonal = row[0];
            row[0] += Cost.Indel;
            for (int j = 1; j < row.Length; j++)
            {
                long above = row[j];
                long replaced = diagonal + (element.Equals(hypothesis[j - 1]) ? 0 : Cost.Substitution);
                row[j] = Math.Min(replaced, Math.Min(above, row[j - 1]) + Cost.Indel);
                diagonal = above;
            }
        }

        return row[^1];
    }

    /// <summary>Two numbers in one, so that the lesser is the one with fewer edits, and of equals the one with fewer insertions and deletions.</summary>
    private static class Cost
    {
        public const long Substitution = 1L << 32;
        public const long Indel = Substitution + 1;

        public static (long Distance, long Indels) Split(long cost) => (cost >> 32, cost & uint.MaxValue);
    }
}

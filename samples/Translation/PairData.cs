using LstmGen.Numerics;
using LstmGen.Text;

namespace Translation;

/// <summary>
/// The pairs of a file, in three parts that share no sentence: whatever stands on either side of a pair of one part is on neither side of any pair of another.
/// Otherwise a translator could look up what it is asked.
/// </summary>
internal sealed record PairData(SentencePair[] Training, SentencePair[] Validation, SentencePair[] Test)
{
    private const int FewestPairs = 100;
    private static readonly WordTokenizer s_words = new();
    private static readonly CharacterTokenizer s_characters = new();

    /// <summary>A sentence as characters, without blanks.</summary>
    public static string[] Characters(string text) => [.. s_characters.Tokenize(text).Where(character => !string.IsNullOrWhiteSpace(character))];

    /// <param name="file">English, a tab, Chinese.</param>
    /// <param name="seed">Of the choice of what is held out.</param>
    public static PairData Read(FileInfo file, int seed)
    {
        SentencePair[] pairs =
        [
            .. TextFile.ReadPairs(file.FullName)
                .Select(pair => new SentencePair(Characters(pair.Target), [.. s_words.Tokenize(pair.Source)]))
                .Where(pair => pair.Source.Length is > 0 and <= Sizes.Source && pair.Target.Length is > 0 and < Sizes.Target),
        ];
        if (pairs.Length < FewestPairs)
        {
            throw new UserError(
                $"'{file.FullName}' has {pairs.Length} pairs of at most {Sizes.Source} characters and {Sizes.Target - 1} words, and it takes {FewestPairs}: are English and Chinese in their columns?");
        }

        return Split(pairs, seed);
    }

    /// <summary>Holds out a tenth, half of it for validation. Pairs that a sentence connects stay together.</summary>
    private static PairData Split(SentencePair[] pairs, int seed)
    {
        int[] groups = Groups(pairs);
        int[] order = [.. groups.Distinct()];
        new RandomSource(seed).Shuffle(order);
        Dictionary<int, int> place = order.Select((group, i) => (group, i)).ToDictionary(pair => pair.group, pair => pair.i);
        int twentieth = order.Length / 20;
        SentencePair[] Part(int first, int end) => [.. pairs.Where((_, i) => place[groups[i]] >= first && place[groups[i]] < end)];
        return new PairData(Part(2 * twentieth, order.Length), Part(twentieth, 2 * twentieth), Part(0, twentieth));
    }

    /// <summary>For each pair the first of those that sentences connect it with, from one to the next.</summary>
    private static int[] Groups(SentencePair[] pairs)
    {
        int[] parent = [.. Enumerable.Range(0, pairs.Length)];
        int Root(int pair)
        {
            while (parent[pair] != pair)
            {
                pair = parent[pair] = parent[parent[pair]];
            }

            return pair;
        }

        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < pairs.Length; i++)
        {
            foreach (string sentence in new[] { $"s {pairs[i].SourceText}", $"t {pairs[i].TargetText}" })
            {
                if (!first.TryAdd(sentence, i))
                {
                    parent[Root(i)] = Root(first[sentence]);
                }
            }
        }

        return [.. Enumerable.Range(0, pairs.Length).Select(Root)];
    }
}

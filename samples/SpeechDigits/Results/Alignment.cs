namespace SpeechDigits.Results;

/// <summary>Which symbol was read for which: the fewest edits between what was said and what was read, one by one.</summary>
internal static class Alignment
{
    /// <summary>What stands where nothing was said, or nothing read.</summary>
    public const int None = -1;

    /// <summary>Pairs in order; an insertion has <see cref="None"/> for what was said, a deletion for what was read.</summary>
    public static List<(int Said, int Read)> Of(int[] said, int[] read)
    {
        int[,] edits = new int[said.Length + 1, read.Length + 1];
        for (int i = 0; i <= said.Length; i++)
        {
            for (int j = 0; j <= read.Length; j++)
            {
                edits[i, j] = i == 0 || j == 0
                    ? i + j
                    : Math.Min(edits[i - 1, j - 1] + (said[i - 1] == read[j - 1] ? 0 : 1), 1 + Math.Min(edits[i - 1, j], edits[i, j - 1]));
            }
        }

        List<(int, int)> pairs = [];
        for (int i = said.Length, j = read.Length; i > 0 || j > 0;)
        {
            bool both = i > 0 && j > 0 && edits[i, j] == edits[i - 1, j - 1] + (said[i - 1] == read[j - 1] ? 0 : 1);
            bool deleted = !both && i > 0 && edits[i, j] == edits[i - 1, j] + 1;
            pairs.Add((both || deleted ? said[i - 1] : None, both || !deleted ? read[j - 1] : None));
            i -= both || deleted ? 1 : 0;
            j -= both || !deleted ? 1 : 0;
        }

        pairs.Reverse();
        return pairs;
    }

    /// <summary>The mistakes that come most often, as "9 → 1" with their number; ∅ is nothing.</summary>
    public static IEnumerable<(string Mistake, int Count)> Mistakes(IEnumerable<(int Said, int Read)> pairs, Func<int, string> name) => pairs
        .Where(pair => pair.Said != pair.Read)
        .CountBy(pair => pair)
        .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key)
        .Select(pair => ($"{Named(pair.Key.Said, name)} → {Named(pair.Key.Read, name)}", pair.Value));

    private static string Named(int symbol, Func<int, string> name) => symbol == None ? "∅" : name(symbol);
}

namespace NamedEntities;

/// <summary>What a word looks like, whatever it says: names begin with capitals, and messages are full of @names, #tags and addresses.</summary>
internal static class WordShape
{
    /// <summary>Shapes with the padding.</summary>
    public const int Count = 10;

    /// <summary>1 to 9; 0 is left to the padding.</summary>
    public static int Of(string word)
    {
        if (word[0] == '@') return 1;
        if (word[0] == '#') return 2;
        if (word.StartsWith("http", StringComparison.OrdinalIgnoreCase)) return 3;
        if (!word.Any(char.IsLetter)) return word.Any(char.IsDigit) ? 4 : 5;
        return (word.Any(char.IsUpper), word.Any(char.IsLower)) switch
        {
            (true, false) => 6,
            (true, true) => char.IsUpper(word[0]) ? 7 : 8,
            _ => 9,
        };
    }
}

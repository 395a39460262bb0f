namespace LstmGen.Checks;

/// <summary>Numbers and nouns in messages.</summary>
internal static class Words
{
    /// <summary>Such as <c>1 token</c> and <c>3 tokens</c>.</summary>
    public static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}

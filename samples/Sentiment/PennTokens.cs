using System.Text.RegularExpressions;

namespace Sentiment;

/// <summary>
/// Words as the treebank behind these sentences has them: small letters, punctuation apart, and what an apostrophe shortens a word of its own ("do n't", "film 's"). What
/// is written so already stays as it is.
/// </summary>
internal static partial class PennTokens
{
    public static string[] Of(string text)
    {
        string spaced = Mark().Replace(text.ToLowerInvariant().Replace('’', '\''), " $& ");
        spaced = Shortened().Replace(Not().Replace(spaced, "$1 n't"), "$1 $2");
        return spaced.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex(@"\.{2,}|--+|[.,!?;:()""]")]
    private static partial Regex Mark();

    [GeneratedRegex(@"(\w)n't\b")]
    private static partial Regex Not();

    [GeneratedRegex(@"(\w)('s|'re|'ve|'ll|'d|'m)\b")]
    private static partial Regex Shortened();
}

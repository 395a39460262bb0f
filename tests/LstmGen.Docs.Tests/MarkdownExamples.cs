using System.Text.RegularExpressions;

namespace LstmGen.Docs.Tests;

/// <summary>The programs in a page: a block of <c>csharp</c>, and the block of <c>text</c> right after it where the page shows what it prints.</summary>
internal static partial class MarkdownExamples
{
    public static IEnumerable<(string Program, string? Output)> In(string page) =>
        Example().Matches(page.ReplaceLineEndings("\n")).Select(match => (
            match.Groups["program"].Value, match.Groups["output"].Success ? match.Groups["output"].Value : null));

    [GeneratedRegex("^```csharp\n(?<program>.*?)^```$(\n+```text\n(?<output>.*?)^```$)?", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}

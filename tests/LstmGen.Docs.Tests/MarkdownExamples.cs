namespace LstmGen.Docs.Tests;

/// <summary>
/// A block of <c>csharp</c> in a page: what follows the word on its first line, its first line's number, its code, and the block of <c>text</c> right after it where the page
/// shows what it prints.
/// </summary>
internal sealed record MarkdownBlock(string Options, int Line, string Code, string? Output);

/// <summary>The blocks of <c>csharp</c> in a page, and the blocks of <c>text</c> that belong to none.</summary>
internal static class MarkdownExamples
{
    private const string Fence = "```";

    /// <summary>The programs in a page, each with what it prints where the page shows it.</summary>
    public static IEnumerable<(string Program, string? Output)> In(string page) =>
        Blocks(page).Where(block => block.Options.Length == 0).Select(block => (block.Code, block.Output));

    public static List<MarkdownBlock> Blocks(string page) => [.. Read(page).Where(block => block is not null).Select(block => block!)];

    /// <summary>The lines of blocks of <c>text</c> in front of which no block of <c>csharp</c> stands: nothing would compare them.</summary>
    public static List<int> OutputsOfNothing(string page)
    {
        List<int> lines = [];
        _ = Read(page, lines).ToList();
        return lines;
    }

    private static IEnumerable<MarkdownBlock?> Read(string page, List<int>? outputsOfNothing = null)
    {
        string[] lines = page.ReplaceLineEndings("\n").Split('\n');
        MarkdownBlock? open = null;
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                if (open is not null && lines[i].Length > 0)
                {
                    yield return open;
                    open = null;
                }

                continue;
            }

            int end = Array.IndexOf(lines, Fence, i + 1);
            Assert.True(end > 0, $"The block that begins in line {i + 1} has no end.");
            string[] words = lines[i][Fence.Length..].Split(' ', 2);
            string content = string.Concat(lines[(i + 1)..end].Select(line => line + "\n"));
            if (words[0] == "text" && open is null)
            {
                outputsOfNothing?.Add(i + 1);
            }

            if (open is not null)
            {
                yield return words[0] == "text" ? open with { Output = content } : open;
                open = null;
            }

            if (words[0] == "csharp")
            {
                open = new MarkdownBlock(words.Length > 1 ? words[1].Trim() : "", i + 1, content, null);
            }

            i = end;
        }

        yield return open;
    }
}

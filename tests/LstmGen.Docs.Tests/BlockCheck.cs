using Microsoft.CodeAnalysis;

namespace LstmGen.Docs.Tests;

/// <summary>
/// Whether a block of <c>csharp</c> does what its page says. The word behind <c>csharp</c> tells what a block is:
/// <list type="bullet">
/// <item>none: a program, which compiles without a warning, runs, and prints the block of <c>text</c> right below it, or anything where there is none;
/// <c>with PATH …</c> puts files of the repository into its folder;</item>
/// <item><c>continued</c>: goes on with the program above, as one program; their outputs are one, too;</item>
/// <item><c>declaration</c>: declares types alone, which compile without a warning;</item>
/// <item><c>error ID …</c>: declarations of which the build says just these things; a block of <c>text</c> below it holds the messages;</item>
/// <item><c>excerpt PATH</c>: lines of that file, indented as one likes; <c>// …</c> stands for lines that are left out;</item>
/// <item><c>generated</c>: an excerpt of what the generator writes for the <c>declaration</c> above.</item>
/// </list>
/// </summary>
internal static class BlockCheck
{
    private const string Omission = "// …";

    /// <param name="blocks">All blocks of the page.</param>
    /// <param name="line">The line in which the block begins.</param>
    /// <param name="accept">Whether an output may differ from the one that the page shows.</param>
    /// <returns>What the block prints, or what is said of it; null where that is nothing to compare.</returns>
    public static string? Holds(List<MarkdownBlock> blocks, int line, bool accept = false)
    {
        int index = blocks.FindIndex(block => block.Line == line);
        MarkdownBlock block = blocks[index];
        string[] words = block.Options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case [] or ["with", _, ..]:
                return Run(block, [.. blocks.Skip(index + 1).TakeWhile(next => next.Options == "continued")], words.Skip(1), accept);
            case ["declaration"]:
                Assert.Empty(ExampleCompiler.OfDeclarations(block.Code));
                break;
            case ["error", .. var ids]:
                Diagnostic[] messages = ExampleCompiler.OfDeclarations(block.Code);
                Assert.Equal(ids, messages.Select(message => message.Id));
                string said = string.Concat(messages.Select(message => $"{message.Id}: {message.GetMessage()}\n"));
                AssertShown(block.Output, said, accept);
                return said;
            case ["excerpt", var path]:
                AssertHolds(Pages.Read(path), block.Code);
                break;
            case ["generated"]:
                MarkdownBlock declared = blocks.Take(index).Last(above => above.Options == "declaration");
                AssertHolds(string.Join('\n', ExampleCompiler.Generated(declared.Code)), block.Code);
                break;
            default:
                Assert.Fail($"Expected a program, 'with', 'continued', 'declaration', 'error', 'excerpt' or 'generated', but got '{block.Options}'.");
                break;
        }

        return null;
    }

    private static string? Run(MarkdownBlock block, MarkdownBlock[] more, IEnumerable<string> files, bool accept)
    {
        MarkdownBlock[] all = [block, .. more];
        string printed = ExampleProgram.Run(more.Length == 0 ? block.Code : ExampleCompiler.Join(all.Select(part => part.Code)), files.Select(file => Path.Combine(Pages.Root, file)));
        Assert.NotEmpty(printed);
        AssertShown(all.Any(part => part.Output is not null) ? string.Concat(all.Select(part => part.Output)) : null, printed, accept);
        return more.Length == 0 ? printed : null;
    }

    private static void AssertShown(string? expected, string printed, bool accept)
    {
        if (expected is not null && !accept)
        {
            Assert.Equal(expected, printed);
        }
    }

    private static void AssertHolds(string file, string excerpt)
    {
        string[] lines = [.. file.Split('\n').Select(line => line.Trim())];
        int from = 0;
        foreach (string part in string.Concat(excerpt.Split('\n').Select(line => line.Trim() + "\n")).Split(Omission + "\n"))
        {
            if (part.Trim('\n').Length == 0)
            {
                continue;
            }

            string[] wanted = [.. part.Trim('\n').Split('\n')];
            int found = Enumerable.Range(from, Math.Max(0, lines.Length - wanted.Length - from + 1)).FirstOrDefault(i => lines.AsSpan(i, wanted.Length).SequenceEqual(wanted), -1);
            Assert.True(found >= 0, $"These lines are not in the file, or not in this order:\n{part}");
            from = found + wanted.Length;
        }
    }
}

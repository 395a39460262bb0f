namespace LstmGen.Docs.Tests;

/// <summary>
/// Every block of <c>csharp</c> in every page does what the page says (<see cref="BlockCheck"/>). The pages of diagnostics are read by the tests of the generator, which know
/// what each breaks.
/// </summary>
public sealed class PageBlocksTests
{
    private static readonly Dictionary<string, List<MarkdownBlock>> s_pages = Pages.All
        .Where(page => !page.StartsWith("docs/diagnostics/LSTMGEN", StringComparison.Ordinal))
        .ToDictionary(page => page, page => MarkdownExamples.Blocks(Pages.Read(page)));

    /// <summary>Whether outputs that differ are written into the pages, to be read in the diff.</summary>
    private static readonly bool s_accept = Environment.GetEnvironmentVariable("LSTMGEN_ACCEPT_SNAPSHOTS") == "1";

    public static TheoryData<string, int> Blocks =>
        [.. s_pages.SelectMany(page => page.Value.Where(block => block.Options != "continued").Select(block => (page.Key, block.Line)))];

    public static TheoryData<string> AllPages => [.. s_pages.Keys];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_does_what_its_page_says(string page, int line)
    {
        string? printed = BlockCheck.Holds(s_pages[page], line, s_accept);
        MarkdownBlock block = s_pages[page].Single(block => block.Line == line);
        if (s_accept && printed is not null && block.Output is { } shown && shown != printed)
        {
            const string Between = "```\n\n```text\n";
            File.WriteAllText(Path.Combine(Pages.Root, page), Pages.Read(page).Replace(block.Code + Between + shown + "```", block.Code + Between + printed + "```", StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(AllPages))]
    public void What_a_page_shows_as_output_is_that_of_a_block(string page)
    {
        Assert.Empty(MarkdownExamples.OutputsOfNothing(Pages.Read(page)));
        Assert.NotEqual("continued", s_pages[page].FirstOrDefault()?.Options);
    }

    [Fact]
    public void There_are_examples_in_every_page_that_teaches() =>
        Assert.All(["README.md", "docs/cookbook.md", "docs/export.md", "docs/first-steps.md", "docs/generated-code.md", "docs/layers.md", "docs/porting.md", "docs/questions.md", "docs/watch.md", "docs/weights.md"], page => Assert.NotEmpty(s_pages[page]));

    /// <summary>Pages that say what is not so.</summary>
    [Theory]
    [InlineData("```csharp\nint x = 1;\n```")]                                              // warns
    [InlineData("```csharp\n_ = 1;\n```")]                                                 // prints nothing
    [InlineData("```csharp\nConsole.WriteLine(1);\n```\n\n```text\n2\n```")]
    [InlineData("```csharp\nConsole.WriteLine(1);\n```\n\nIt prints\n\n```csharp continued\nConsole.WriteLine(2);\n```\n```text\n2\n```")]
    [InlineData("```csharp declaration\n[LstmModel] public partial class M;\n```")]
    [InlineData("```csharp declaration\n[LstmModel(LookBack = 5)] [Lstm(4)] [Dense(1)] [Dropout(0.5)] public partial class M;\n```")] // an analyzer's warning
    [InlineData("```csharp error LSTMGEN014\n[LstmModel(LookBack = 5)] [Lstm(4)] [Dense(1)] public partial class M;\n```")]
    [InlineData("```csharp excerpt README.md\nnowhere\n```")]
    [InlineData("```csharp excerpt README.md\n## Start\n// …\n# LstmGen\n```")]                // the wrong order
    [InlineData("```csharp declaration\n[LstmModel(LookBack = 5)] [Lstm(4)] [Dense(1)] public partial class M;\n```\n```csharp generated\nnowhere\n```")]
    [InlineData("```csharp fragment\nint x;\n```")]
    public void A_page_that_is_wrong_is_found(string page)
    {
        List<MarkdownBlock> blocks = MarkdownExamples.Blocks(page);
        int line = blocks.Last(block => block.Options != "continued").Line;
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => BlockCheck.Holds(blocks, line));
    }

    [Theory]
    [InlineData("```csharp\nusing System.Text;\nvar first = new One();\nrecord One;\n```\n```csharp continued\nConsole.WriteLine(new StringBuilder().Append(first));\n```\n\n```text\nOne { }\n```")]
    [InlineData("```csharp error LSTMGEN009\n[Lstm(4)] public partial class M;\n```")]
    [InlineData("```csharp with LICENSE\nConsole.WriteLine(File.Exists(\"LICENSE\"));\n```\n\n```text\nTrue\n```")]
    [InlineData("```csharp declaration\n[LstmModel(LookBack = 5)] [Lstm(4)] [Dense(1)] public partial class M;\n```\n```csharp generated\n#nullable enable\n// …\n}\n```")]
    public void A_page_that_is_right_is_not(string page)
    {
        List<MarkdownBlock> blocks = MarkdownExamples.Blocks(page);
        Assert.All(blocks.Where(block => block.Options != "continued"), block => BlockCheck.Holds(blocks, block.Line));
    }
}

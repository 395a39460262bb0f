using System.Text.RegularExpressions;

namespace LstmGen.Docs.Tests;

/// <summary>The tutorial says the same in both languages: the same programs with the same outputs, pictures, tables and chapters, in one order.</summary>
public sealed partial class TutorialLanguagesTests
{
    private const string English = "docs/tutorial.md";
    private const string Chinese = "docs/tutorial.zh-CN.md";

    [Fact]
    public void Both_have_the_same_programs()
    {
        (string, string, string?)[] english = Blocks(English);
        Assert.True(english.Length > 25);
        Assert.Equal(english, Blocks(Chinese));
    }

    [Fact]
    public void Both_show_the_same_pictures_and_tables()
    {
        string[] english = [.. Shown().Matches(Pages.Read(English)).Select(match => match.Value)];
        Assert.True(english.Length > 40);
        Assert.Equal(english, Shown().Matches(Pages.Read(Chinese)).Select(match => match.Value));
    }

    [Fact]
    public void Both_have_the_same_headings_and_links()
    {
        Assert.Equal(Depths(English), Depths(Chinese));
        Assert.Equal(Targets(English), Targets(Chinese));
    }

    /// <summary>Each leads to the other, and every picture says in words what it shows.</summary>
    [Fact]
    public void Each_leads_to_the_other()
    {
        Assert.Contains("(tutorial.zh-CN.md)", Pages.Read(English), StringComparison.Ordinal);
        Assert.Contains("(tutorial.md)", Pages.Read(Chinese), StringComparison.Ordinal);
        Assert.All([English, Chinese], page => Assert.All(Alternative().Matches(Pages.Read(page)), match => Assert.True(match.Groups[1].Length > 10, match.Value)));
    }

    private static (string, string, string?)[] Blocks(string page) => [.. MarkdownExamples.Blocks(Pages.Read(page)).Select(block => (block.Options, block.Code, block.Output))];

    private static IEnumerable<int> Depths(string page) => Heading().Matches(WithoutCode(page)).Select(match => match.Groups[1].Length);

    /// <summary>Files and samples that are linked, each once.</summary>
    private static IEnumerable<string> Targets(string page) => Link().Matches(WithoutCode(page)).Select(match => match.Groups[1].Value).Where(target => !target.StartsWith("tutorial", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal);

    private static string WithoutCode(string page) => Code().Replace(Pages.Read(page), "");

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"\(pictures/[^)]*\)|<!-- table: [^>]*-->")]
    private static partial Regex Shown();

    [GeneratedRegex(@"!\[([^\]]*)\]\(")]
    private static partial Regex Alternative();

    [GeneratedRegex("^(#+) ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\((?!#)([^)]+)\)")]
    private static partial Regex Link();
}

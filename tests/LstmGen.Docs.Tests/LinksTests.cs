using System.Text;
using System.Text.RegularExpressions;

namespace LstmGen.Docs.Tests;

/// <summary>Links of all pages: to files that are there, and to headings as GitHub names them.</summary>
public sealed partial class LinksTests
{
    public static TheoryData<string> AllPages => [.. Pages.All];

    [Theory]
    [MemberData(nameof(AllPages))]
    public void Every_link_leads_to_a_file_and_a_heading(string page)
    {
        foreach (string target in Link().Matches(WithoutCode(Pages.Read(page))).Select(link => link.Groups[1].Value))
        {
            if (Elsewhere().IsMatch(target))
            {
                continue;
            }

            string[] parts = target.Split('#', 2);
            string path = parts[0].Length == 0 ? Path.Combine(Pages.Root, page) : Path.GetFullPath(Path.Combine(Pages.Root, Path.GetDirectoryName(page)!, Uri.UnescapeDataString(parts[0])));
            Assert.True(Path.Exists(path), $"{page} links to {target}, which is not there.");
            if (parts.Length == 2)
            {
                Assert.True(path.EndsWith(".md", StringComparison.Ordinal), $"{page} links to {target}, and only pages have headings.");
                Assert.True(Anchors(File.ReadAllText(path)).Contains(parts[1]), $"{page} links to {target}, and there is no such heading.");
            }
        }
    }

    [Theory]
    [InlineData("# Two words", "two-words")]
    [InlineData("## `[Lstm]`, and **more**: C#?", "lstm-and-more-c")]
    [InlineData("## Why _not_ 1.5 × 2", "why-not-15--2")]
    [InlineData("## A [link](x.md) in it", "a-link-in-it")]
    [InlineData("# 教程：第一步", "教程第一步")]
    [InlineData("# Same\n# Same", "same-1")]
    public void Headings_are_named_as_on_GitHub(string page, string anchor) => Assert.Contains(anchor, Anchors(page));

    [Fact]
    public void Headings_in_code_are_none() => Assert.DoesNotContain("no", Anchors("```\n# no\n```\n"));

    private static HashSet<string> Anchors(string page)
    {
        HashSet<string> anchors = [.. Id().Matches(page).Select(id => id.Groups[1].Value)];
        foreach (string heading in Heading().Matches(WithoutBlocks(page.ReplaceLineEndings("\n"))).Select(heading => heading.Groups[1].Value))
        {
            var slug = new StringBuilder();
            foreach (char letter in Emphasis().Replace(Link().Replace(heading, "]"), "$1").Trim().ToLowerInvariant())
            {
                slug.Append(char.IsLetterOrDigit(letter) || letter is '-' or '_' ? letter.ToString() : letter == ' ' ? "-" : "");
            }

            string anchor = slug.ToString();
            for (int i = 1; !anchors.Add(anchor); i++)
            {
                anchor = $"{slug}-{i}";
            }
        }

        return anchors;
    }

    private static string WithoutBlocks(string page) => Block().Replace(page, "");

    private static string WithoutCode(string page) => CodeSpan().Replace(WithoutBlocks(page), "");

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^[a-z]+:", RegexOptions.IgnoreCase)]
    private static partial Regex Elsewhere();

    [GeneratedRegex("^#{1,6} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("<a (?:id|name)=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex(@"(?<![\w])_([^_]+)_(?![\w])")]
    private static partial Regex Emphasis();

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    /// <summary>A span of code, but for those that are the words of a link.</summary>
    [GeneratedRegex(@"`[^`\n]*`(?![^\[\n]*\]\()")]
    private static partial Regex CodeSpan();
}

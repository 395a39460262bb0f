using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests;

/// <summary>The rules against their pages and against the list of releases.</summary>
public sealed class RulesTests
{
    public static TheoryData<string> Ids { get; } = new(Rules.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_page_that_its_help_link_leads_to(string id)
    {
        DiagnosticDescriptor rule = Rules.Get(id);
        string path = $"docs/diagnostics/{id}.md";
        Assert.Equal("https://github.com/lstmgen/lstmgen/blob/main/" + path, rule.HelpLinkUri);

        string[] page = File.ReadAllLines(Path.Combine(Repository.Root, path));
        Assert.Equal($"# {id}: {rule.Title}", page[0]);
        Assert.Contains("## Example", page);
        Assert.Contains("## What to do", page);
    }

    [Fact]
    public void Every_page_has_a_rule()
    {
        string folder = Path.Combine(Repository.Root, "docs/diagnostics");
        Assert.Equal(
            Rules.All.Select(rule => rule.Id),
            Directory.GetFiles(folder, "LSTMGEN*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

        string index = File.ReadAllText(Path.Combine(folder, "README.md"));
        Assert.All(Rules.All, rule => Assert.Contains($"[{rule.Id}]({rule.Id}.md) | {rule.Title}", index, StringComparison.Ordinal));
    }

    [Fact]
    public void Ids_are_in_order_and_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, Rules.All.Count).Select(number => $"LSTMGEN{number:D3}"), Rules.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_in_the_list_of_releases(string id)
    {
        string folder = Path.Combine(Repository.Root, "generator/LstmGen.Generator");
        string releases = File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Shipped.md"))
            + File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Unshipped.md"));
        Assert.Contains($"\n{id} | LstmGen | Error | {Rules.Get(id).Title}\n", releases, StringComparison.Ordinal);
    }
}

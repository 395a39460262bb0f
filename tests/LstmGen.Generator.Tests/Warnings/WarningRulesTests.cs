using System.Text.RegularExpressions;
using LstmGen.CodeFixes;
using LstmGen.Generator.Warnings;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests;

/// <summary>The rules about warnings against their pages, the list of releases and everything that the repository shows.</summary>
public sealed partial class WarningRulesTests
{
    private static readonly string s_pages = Path.Combine(Repository.Root, "docs/diagnostics");

    public static TheoryData<string> Ids { get; } = new(WarningRules.All.Select(rule => rule.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_page_with_its_reason_and_the_way_to_switch_it_off(string id)
    {
        DiagnosticDescriptor rule = WarningRules.All.Single(candidate => candidate.Id == id);
        Assert.Equal(DiagnosticSeverity.Warning, rule.DefaultSeverity);
        Assert.Equal(WarningRules.Category, rule.Category);
        Assert.True(rule.IsEnabledByDefault);
        Assert.DoesNotContain(WellKnownDiagnosticTags.NotConfigurable, rule.CustomTags);

        string path = $"docs/diagnostics/{id}.md";
        Assert.Equal("https://github.com/lstmgen/lstmgen/blob/main/" + path, rule.HelpLinkUri);
        string[] page = File.ReadAllLines(Path.Combine(Repository.Root, path));
        Assert.Equal($"# {id}: {rule.Title}", page[0]);
        Assert.All(["## Example", "## Why", "## What to do", "## Switching it off"], heading => Assert.Contains(heading, page));
        Assert.Contains(page, line => line.Contains($"#pragma warning disable {id}", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_page_shows_code_that_is_warned_of_and_code_that_is_not(string id)
    {
        string[] examples = [.. Example().Matches(await File.ReadAllTextAsync(Path.Combine(s_pages, $"{id}.md"), TestContext.Current.CancellationToken)).Select(match => match.Groups[1].Value)];
        Assert.Equal(2, examples.Length);
        Assert.All(await Task.WhenAll(examples.Select(example => Reported.For(example))), Assert.Empty);
        Assert.StartsWith(id + " ", Assert.Single(await Reported.Warnings(examples[0])), StringComparison.Ordinal);
        Assert.Empty(await Reported.Warnings(examples[1]));
    }

    [Fact]
    public void Ids_start_at_101_and_have_no_gaps() =>
        Assert.Equal(Enumerable.Range(101, WarningRules.All.Count).Select(number => $"LSTMGEN{number}"), WarningRules.All.Select(rule => rule.Id));

    [Fact]
    public void Every_rule_is_in_the_index_in_the_list_of_releases_and_has_a_code_fix()
    {
        string index = File.ReadAllText(Path.Combine(s_pages, "README.md"));
        string folder = Path.Combine(Repository.Root, "generator/LstmGen.Generator");
        string releases = File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Shipped.md")) + File.ReadAllText(Path.Combine(folder, "AnalyzerReleases.Unshipped.md"));
        string[] fixable = [.. new ModelWarningFix().FixableDiagnosticIds, .. new SeasonFix().FixableDiagnosticIds];
        Assert.All(WarningRules.All, rule =>
        {
            Assert.Contains($"\n[{rule.Id}]({rule.Id}.md) | {rule.Title}\n", index, StringComparison.Ordinal);
            Assert.Contains($"\n{rule.Id} | {rule.Category} | Warning | {rule.Title}\n", releases, StringComparison.Ordinal);
            Assert.Contains(rule.Id, fixable);
        });
    }

    /// <summary>The other pages are read by the tests of the documentation, which compile every block with the analyzers.</summary>
    [Fact]
    public async Task No_page_of_a_diagnostic_shows_a_model_that_is_warned_of_but_for_the_first_examples_of_warnings()
    {
        int models = 0;
        foreach (string file in Directory.GetFiles(s_pages, "*.md"))
        {
            string text = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
            string[] examples = [.. Example().Matches(text).Select(match => match.Groups[1].Value).Skip(WarningRules.All.Any(rule => rule.Id == Path.GetFileNameWithoutExtension(file)) ? 1 : 0)];
            models += examples.Count(example => example.Contains("[LstmModel(", StringComparison.Ordinal));
            foreach (string example in examples)
            {
                Assert.Empty((await Reported.Warnings(example)).Select(warning => $"{Path.GetFileName(file)}: {warning}"));
            }
        }

        Assert.True(models > 40, $"{models} models were found.");
    }

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}

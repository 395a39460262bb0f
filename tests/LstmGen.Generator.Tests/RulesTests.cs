using LstmGen.Generator.Analyzers;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Warnings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator.Tests;

/// <summary>The rules against their pages and against the list of releases.</summary>
public sealed class RulesTests
{
    /// <summary>What the targets of the package report, which are no rules of the compiler.</summary>
    private const string BuildPrefix = "LSTMGEN9";

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
        Assert.Contains("## What to do", page);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_page_shows_code_that_breaks_the_rule_and_code_that_does_not(string id)
    {
        const string others = "\npublic class Entity; public interface IPriceSource;";
        string[] parts = File.ReadAllText(Path.Combine(Repository.Root, $"docs/diagnostics/{id}.md")).Split("```csharp\n");
        string[] examples = [.. parts.Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)] + others)];
        if (parts[0].Contains("No declaration breaks this rule yet", StringComparison.Ordinal) || id == Rules.LanguageTooOld)
        {
            Assert.Empty(examples);
            return;
        }

        Assert.Equal(2, examples.Length);
        Assert.StartsWith(id + " ", Assert.Single(await Reported.ByRules(examples[0])), StringComparison.Ordinal);
        Assert.Empty(await Reported.ByRules(examples[1]));
    }

    [Fact]
    public void Every_page_has_a_rule()
    {
        string folder = Path.Combine(Repository.Root, "docs/diagnostics");
        Assert.Equal(
            Rules.All.Concat(WarningRules.All).Select(rule => rule.Id),
            Directory.GetFiles(folder, "LSTMGEN*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Where(id => !id.StartsWith(BuildPrefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal));

        string index = File.ReadAllText(Path.Combine(folder, "README.md"));
        Assert.All(Rules.All, rule => Assert.Contains($"[{rule.Id}]({rule.Id}.md) | {rule.Title}", index, StringComparison.Ordinal));
    }

    [Fact]
    public void Ids_are_in_order_and_each_stands_once()
    {
        string[] ids = [.. Rules.All.Select(rule => rule.Id)];
        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Matches("^LSTMGEN[0-9]{3}$", id));
    }

    /// <summary>Without its error a model would be left without its network, and nothing would say so before it runs.</summary>
    [Theory]
    [InlineData("#pragma warning disable LSTMGEN012\n")]
    [InlineData("")]
    public async Task An_error_cannot_be_switched_off(string attempt)
    {
        CSharpCompilation compilation = TestCompilation.Of(attempt + "[LstmModel(LookBack = 0)] [Dense(1)] public partial class M;");
        CSharpCompilationOptions options = compilation.Options
            .WithSpecificDiagnosticOptions([new("LSTMGEN012", ReportDiagnostic.Suppress)])
            .WithGeneralDiagnosticOption(ReportDiagnostic.Suppress);
        var found = await compilation.WithOptions(options)
            .WithAnalyzers([new LstmModelAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Diagnostic error = Assert.Single(found);
        Assert.Equal(("LSTMGEN012", DiagnosticSeverity.Error, false), (error.Id, error.Severity, error.IsSuppressed));
    }

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

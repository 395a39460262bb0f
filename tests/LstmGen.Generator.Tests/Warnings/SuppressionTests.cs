using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests;

/// <summary>Every way to switch a warning off that the index of diagnostics names.</summary>
public sealed class SuppressionTests
{
    private const string Model = "[LstmModel(LookBack = 20)]\n[Lstm(50)]\n[Dropout(0.6)]\n[Dense(1)]\npublic partial class M;";

    [Fact]
    public async Task A_pragma_hides_a_warning_in_its_lines()
    {
        string source = Model.Replace("[Dropout(0.6)]\n", "#pragma warning disable LSTMGEN106 // Measured.\n[Dropout(0.6)]\n#pragma warning restore LSTMGEN106\n", StringComparison.Ordinal);
        Assert.Empty(await Reported.Warnings(source));
        Assert.Single(await Reported.Warnings(source.Replace("restore LSTMGEN106\n", "restore LSTMGEN106\n[Dropout(0)]\n[Dropout(0.7)]\n", StringComparison.Ordinal)), line => line.StartsWith("LSTMGEN106 on \"0.7\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_attribute_on_the_class_hides_it() => Assert.Empty(await Reported.Warnings(
        "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"LstmGen.Design\", \"LSTMGEN106\", Justification = \"Measured.\")]\n" + Model));

    [Fact]
    public async Task An_option_of_the_project_hides_it()
    {
        CSharpCompilation compilation = TestCompilation.Of(Model);
        Assert.Single(await Reported.Warnings(compilation));
        Assert.Empty(await Reported.Warnings(compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions([new("LSTMGEN106", ReportDiagnostic.Suppress)]))));
    }

    [Theory]
    [InlineData("dotnet_diagnostic.LSTMGEN106.severity = none", 0)]
    [InlineData("dotnet_analyzer_diagnostic.category-LstmGen.Design.severity = none", 0)]
    [InlineData("dotnet_diagnostic.LSTMGEN105.severity = none", 1)]
    public async Task An_editorconfig_hides_it(string line, int left)
    {
        AnalyzerConfig config = AnalyzerConfig.Parse($"root = true\n[*.cs]\n{line}\n", "/user/.editorconfig");
        AnalyzerConfigSet set = AnalyzerConfigSet.Create(System.Collections.Immutable.ImmutableArray.Create(config));
        CSharpCompilation compilation = TestCompilation.Of(Model);
        SyntaxTree tree = compilation.SyntaxTrees[0].WithFilePath("/user/Source0.cs");
        compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], tree);
        compilation = compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new Options(set)));
        Assert.Equal(left, (await Reported.Warnings(compilation, new TreeOptions(set))).Length);
    }

    private sealed class Options(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.NotGenerated;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }
    }

    private sealed class TreeOptions(AnalyzerConfigSet set) : Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptionsProvider
    {
        public override Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions GlobalOptions => new Values(set.GlobalConfigOptions);

        public override Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(set.GetOptionsForSourcePath(tree.FilePath));

        public override Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(set.GetOptionsForSourcePath(textFile.Path));
    }

    private sealed class Values(AnalyzerConfigOptionsResult result) : Microsoft.CodeAnalysis.Diagnostics.AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => result.AnalyzerOptions.TryGetValue(key, out value);
    }
}

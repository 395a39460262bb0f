using System.Collections.Immutable;
using LstmGen.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator.Tests;

/// <summary>What a user sees for a source: every diagnostic of the analyzer and of the compiler, with the text it underlines.</summary>
internal static class Reported
{
    /// <summary>Lines such as <c>LSTMGEN012 on "0": 'units' is 0; choose 1 to 4096</c>, in the order of the source.</summary>
    public static async Task<string[]> For(params string[] sources)
    {
        GeneratorRun run = GeneratorRun.Of(sources);
        IEnumerable<Diagnostic> errors = run.CompilerMessages().Where(message => message.Severity == DiagnosticSeverity.Error);
        return Lines([.. await Analyze(run.Output), .. errors]);
    }

    /// <summary>The same without the compiler, where only the rules matter.</summary>
    public static async Task<string[]> ByRules(string source) => Lines(await Analyze(TestCompilation.Of(source)));

    /// <summary>The same by the line of the source, from 0.</summary>
    public static async Task<ILookup<int, string>> ByLine(string source) =>
        (await Analyze(TestCompilation.Of(source))).ToLookup(message => message.Location.GetLineSpan().StartLinePosition.Line - TestCompilation.HeaderLines, Line);

    /// <summary>What is warned of, in models and where they are used.</summary>
    public static async Task<string[]> Warnings(string source) => Lines(await Warnings(TestCompilation.Of(source)));

    /// <summary>The same by the line of the source, from 0.</summary>
    public static async Task<ILookup<int, string>> WarningsByLine(string source) =>
        (await Warnings(TestCompilation.Of(source))).ToLookup(message => message.Location.GetLineSpan().StartLinePosition.Line - TestCompilation.HeaderLines, Line);

    /// <summary>What is warned of, unless it is switched off.</summary>
    public static Task<ImmutableArray<Diagnostic>> Warnings(Compilation compilation, AnalyzerConfigOptionsProvider? options = null) =>
        Analyze(compilation, [new ModelWarningAnalyzer(), new SeasonAnalyzer()], options);

    private static Task<ImmutableArray<Diagnostic>> Analyze(Compilation compilation) => Analyze(compilation, [new LstmModelAnalyzer()]);

    private static async Task<ImmutableArray<Diagnostic>> Analyze(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerConfigOptionsProvider? options = null)
    {
        using HostileCulture culture = new();
        return await compilation
            .WithAnalyzers(analyzers, options is null ? null : new AnalyzerOptions([], options))
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    private static string[] Lines(IEnumerable<Diagnostic> messages) =>
    [
        .. messages
            .OrderBy(message => message.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(message => message.Location.SourceSpan.Start)
            .ThenBy(message => message.Id, StringComparer.Ordinal)
            .Select(Line),
    ];

    private static string Line(Diagnostic message) =>
        $"{message.Id} on \"{message.Location.SourceTree?.GetText().ToString(message.Location.SourceSpan)}\": {message.GetMessage()}";
}

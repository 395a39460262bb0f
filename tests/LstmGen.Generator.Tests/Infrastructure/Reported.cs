using System.Collections.Immutable;
using LstmGen.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator.Tests;

/// <summary>What a user sees for a source: every diagnostic of the analyzer and of the compiler, with the text it underlines.</summary>
internal static class Reported
{
    /// <summary>Lines such as <c>LSTMGEN012 on "0": 'units' is 0; choose 1 to 4,096</c>, in the order of the source.</summary>
    public static async Task<string[]> For(params string[] sources)
    {
        GeneratorRun run = GeneratorRun.Of(sources);
        using HostileCulture culture = new();
        ImmutableArray<Diagnostic> found = await run.Output
            .WithAnalyzers([new LstmModelAnalyzer()], options: null)
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return
        [
            .. found.Concat(run.CompilerMessages().Where(message => message.Severity == DiagnosticSeverity.Error))
                .OrderBy(message => message.Location.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(message => message.Location.SourceSpan.Start)
                .ThenBy(message => message.Id, StringComparer.Ordinal)
                .Select(Line),
        ];
    }

    private static string Line(Diagnostic message) =>
        $"{message.Id} on \"{message.Location.SourceTree?.GetText().ToString(message.Location.SourceSpan)}\": {message.GetMessage()}";
}

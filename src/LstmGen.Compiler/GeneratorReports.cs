using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Compiler;

/// <summary>Tells the generator that no analyzer runs beside it, so that it reports itself what is wrong with a declaration.</summary>
internal sealed class GeneratorReports : AnalyzerConfigOptionsProvider
{
    public static readonly GeneratorReports Instance = new();

    public override AnalyzerConfigOptions GlobalOptions { get; } = new Options();

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Options : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.LstmGenAnalyzersAreOff" ? "true" : null;
            return value is not null;
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator.Parsing;

/// <summary>What generated code depends on in the project.</summary>
/// <param name="AllowUnsafe">Whether SkipLocalsInit may be written.</param>
/// <param name="Language">The version of C#.</param>
/// <param name="ReportsHere">Whether no analyzer runs, so that the generator itself says what is wrong.</param>
internal sealed record ProjectOptions(bool AllowUnsafe, LanguageVersion Language, bool ReportsHere)
{
    /// <summary>Set by the targets of the package.</summary>
    private const string AnalyzersAreOff = "build_property.LstmGenAnalyzersAreOff";

    public static ProjectOptions Of(CompilationOptions compilation, ParseOptions parse, AnalyzerConfigOptions options) => new(
        compilation is CSharpCompilationOptions { AllowUnsafe: true },
        parse is CSharpParseOptions csharp ? csharp.LanguageVersion : LanguageVersion.Default,
        options.TryGetValue(AnalyzersAreOff, out string? off) && off.Equals("true", StringComparison.OrdinalIgnoreCase));
}

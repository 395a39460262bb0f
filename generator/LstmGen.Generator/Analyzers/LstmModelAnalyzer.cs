using System.Collections.Immutable;
using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator.Analyzers;

/// <summary>Says what is wrong with a model, at the attribute. It asks the same parser and planner as the generator.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LstmModelAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. Rules.All];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(
            static symbol => ModelReport.Everything((INamedTypeSymbol)symbol.Symbol, symbol.Compilation, symbol.ReportDiagnostic, symbol.CancellationToken), SymbolKind.NamedType);
        context.RegisterCompilationStartAction(static start =>
        {
            if (HidingTypeReport.In(start.Compilation) is { } hiding)
            {
                start.RegisterSymbolAction(
                    symbol => hiding.Check((INamedTypeSymbol)symbol.Symbol, symbol.ReportDiagnostic, symbol.CancellationToken), SymbolKind.NamedType);
            }

            if (AttributeNames.In(start.Compilation) is { } names)
            {
                start.RegisterSyntaxNodeAction(names.Check, SyntaxKind.Attribute);
            }
        });
    }
}

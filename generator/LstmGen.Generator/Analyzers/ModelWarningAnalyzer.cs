using System.Collections.Immutable;
using LstmGen.Generator.Composition;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Warnings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator.Analyzers;

/// <summary>Warns of models that compile and can hardly be meant. A model with an error has no warnings: they might be consequences of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelWarningAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [.. WarningRules.OfModels.Select(rule => rule.Descriptor)];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        ModelAttributes attributes = ModelAttributes.Of(type);
        if (attributes.Model is null
            || ModelParser.Parse(type, attributes, context.CancellationToken) is not { IsComplete: true, Findings.Count: 0, Spec: { Layers.Count: > 0 } spec }
            || Planner.Plan(spec).Plan is not { } plan)
        {
            return;
        }

        foreach ((IWarningRule rule, ModelWarning warning, ModelFix? fix) in new JudgedModel(spec, plan).Judge())
        {
            Location Place(int layer, string argument) =>
                FindingPlace.Of(new Finding(rule.Descriptor.Id, layer, argument, default), type, attributes, context.CancellationToken);

            context.ReportDiagnostic(Diagnostic.Create(
                rule.Descriptor, Place(warning.Layer, warning.Argument), fix is null ? [] : EditHints.Places(fix, Place), fix is null ? null : EditHints.Of(fix), warning.Values));
        }
    }
}

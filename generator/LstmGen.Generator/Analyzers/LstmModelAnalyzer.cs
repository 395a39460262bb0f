using System.Collections.Immutable;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emission;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using Microsoft.CodeAnalysis;
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
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.Symbol;
        ModelAttributes attributes = ModelAttributes.Of(type);
        foreach (Finding finding in Findings(type, attributes, context.CancellationToken))
        {
            DiagnosticDescriptor rule = Rules.Get(finding.Id);
            Location place = FindingPlace.Of(finding, type, attributes, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(rule, place, FixHints.For(finding), [.. finding.Values]));
        }
    }

    private static IEnumerable<Finding> Findings(INamedTypeSymbol type, ModelAttributes attributes, CancellationToken cancellation)
    {
        if (attributes.Model is null)
        {
            return attributes.Layers.IsEmpty ? [] : [DeclarationRules.WithoutModel(type)];
        }

        ParseResult parsed = ModelParser.Parse(type, attributes, cancellation);
        if (parsed.Spec is not { } spec)
        {
            return parsed.Findings;
        }

        PlanResult? planned = spec.Layers.Count > 0 && parsed.IsComplete ? Planner.Plan(spec) : null;
        ModelPlan? plan = parsed.Findings.Count == 0 ? planned?.Plan : null;
        return [.. parsed.Findings, .. planned?.Findings ?? [], .. MemberClashes.Of(spec, plan, parsed.Own)];
    }
}

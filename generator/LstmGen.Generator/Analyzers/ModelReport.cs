using LstmGen.Generator.Composition;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emission;
using LstmGen.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Analyzers;

/// <summary>What is said of one model, at its attributes.</summary>
internal static class ModelReport
{
    /// <summary>Whatever is wrong with a type, if it has attributes of a model.</summary>
    public static void Everything(INamedTypeSymbol type, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellation)
    {
        ModelAttributes attributes = ModelAttributes.Of(type);
        foreach (Finding finding in Isolated.Run(() => Findings(type, attributes, compilation, cancellation), failure => [Isolated.Finding(type.Name, failure)]))
        {
            report(Message(finding, type, attributes, cancellation));
        }
    }

    /// <summary>The same for a type by its metadata name.</summary>
    public static void Everything(string metadataName, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellation)
    {
        if (compilation.Assembly.GetTypeByMetadataName(metadataName) is { } type)
        {
            Everything(type, compilation, report, cancellation);
        }
    }

    /// <summary>A failure of the generator that only shows when code is written.</summary>
    public static void Failure(GenerationFailure failure, Compilation compilation, Action<Diagnostic> report, CancellationToken cancellation)
    {
        if (compilation.Assembly.GetTypeByMetadataName(failure.Model) is { } type)
        {
            report(Message(failure.Finding, type, ModelAttributes.Of(type), cancellation));
        }
        else
        {
            report(Diagnostic.Create(Rules.Get(failure.Finding.Id), Location.None, [.. failure.Finding.Values]));
        }
    }

    private static IReadOnlyList<Finding> Findings(INamedTypeSymbol type, ModelAttributes attributes, Compilation compilation, CancellationToken cancellation)
    {
        if (attributes.Model is null)
        {
            // Where a name is not known, it may be the model's, which the compiler and AttributeNames say.
            return attributes.Layers.IsEmpty || attributes.HasUnresolved ? [] : [DeclarationRules.WithoutModel(type)];
        }

        ParseResult parsed = ModelParser.Parse(type, attributes, cancellation);
        Finding[] findings = parsed.Spec.Layers.Count > 0 ? [.. parsed.Findings, .. Faults.Of(parsed.Spec)] : [.. parsed.Findings];
        if (!parsed.CanBeWritten)
        {
            return findings;
        }

        ModelPlan? plan = findings.Length == 0 && parsed.IsComplete && parsed.Spec.Layers.Count > 0 ? Planner.Plan(parsed.Spec).Plan : null;
        // What fails where code is written is reported by the generator, which writes it.
        return [.. findings, .. Isolated.Run(Own, _ => [])];

        Finding[] Own() =>
        [
            .. MemberClashes.Of(parsed.Spec, plan, parsed.Own),
            .. plan is null ? [] : HiddenCalls.Of(type, ModelAbilities.Of(parsed.Spec, plan), parsed.Own, compilation, cancellation),
        ];
    }

    private static Diagnostic Message(Finding finding, INamedTypeSymbol type, ModelAttributes attributes, CancellationToken cancellation)
    {
        Location place = Isolated.Run(() => FindingPlace.Of(finding, type, attributes, cancellation), _ => type.Locations[0]);
        return Diagnostic.Create(Rules.Get(finding.Id), place, FixHints.For(finding), [.. finding.Values]);
    }
}

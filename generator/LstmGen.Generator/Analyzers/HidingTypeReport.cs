using System.Collections.Concurrent;
using LstmGen.Generator.Composition;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emission;
using LstmGen.Generator.Model;
using LstmGen.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Analyzers;

/// <summary>What is said of types that hide from generated code what it reads: once each, where they are declared.</summary>
internal sealed class HidingTypeReport
{
    private readonly IReadOnlyList<KeyValuePair<HidingType, INamedTypeSymbol>> _hiding;
    private readonly ConcurrentDictionary<HidingType, bool> _said = new();

    private HidingTypeReport(IReadOnlyList<KeyValuePair<HidingType, INamedTypeSymbol>> hiding) => _hiding = hiding;

    /// <summary>Null for a project without such types, as nearly all are.</summary>
    public static HidingTypeReport? In(Compilation compilation) => HidingTypes.In(compilation) is { Count: > 0 } hiding ? new HidingTypeReport(hiding) : null;

    /// <summary>Says which of them are in the way of a type, if it is a model, and whether the type itself hides the attributes that make models.</summary>
    public void Check(INamedTypeSymbol type, Action<Diagnostic> report, CancellationToken cancellation)
    {
        foreach (HidingType found in Isolated.Run(() => Found(type, cancellation), _ => []))
        {
            if (_said.TryAdd(found, true))
            {
                Location place = _hiding.First(pair => pair.Key == found).Value.Locations.First(location => location.SourceTree is { } tree && OwnMembers.IsUsers(tree));
                report(Diagnostic.Create(Rules.Get(Rules.HidingType), place, found.FullName));
            }
        }
    }

    private IReadOnlyList<HidingType> Found(INamedTypeSymbol type, CancellationToken cancellation)
    {
        ModelAttributes attributes = ModelAttributes.Of(type);
        if (attributes.Model is null)
        {
            return [.. _hiding.Where(pair => pair.Key.FullName == nameof(LstmGen) && SymbolEqualityComparer.Default.Equals(pair.Value, type)).Select(pair => pair.Key)];
        }

        ParseResult parsed = ModelParser.Parse(type, attributes, cancellation);
        ModelPlan? plan = parsed.IsComplete && parsed.Findings.Count == 0 && parsed.Spec.Layers.Count > 0 ? Planner.Plan(parsed.Spec).Plan : null;
        return parsed.CanBeWritten ? [.. MentionedTypes.Of(parsed.Spec, plan, _hiding.Select(pair => pair.Key))] : [];
    }
}

using System.Collections.Immutable;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator.Analyzers;

/// <summary>Names that are nearly those of attributes of LstmGen, such as [LSTM] and [Lsmt]. Only what the compiler finds nothing for is looked at.</summary>
internal sealed class AttributeNames
{
    private const string Suffix = "Attribute";

    private readonly ImmutableArray<string> _names;

    private AttributeNames(INamedTypeSymbol layer) => _names =
    [
        .. layer.ContainingNamespace.GetTypeMembers()
            .Where(type => type.Name.EndsWith(Suffix, StringComparison.Ordinal) && !type.IsAbstract
                && (ModelAttributes.IsRuntimeType(type, "LstmModelAttribute") || SymbolEqualityComparer.Default.Equals(type.BaseType, layer)))
            .Select(type => type.Name.Substring(0, type.Name.Length - Suffix.Length))
            .OrderBy(name => name, StringComparer.Ordinal),
    ];

    /// <summary>Null in a project without LstmGen.</summary>
    public static AttributeNames? In(Compilation compilation) =>
        compilation.GetTypeByMetadataName("LstmGen.LayerAttribute") is { } layer ? new AttributeNames(layer) : null;

    public void Check(SyntaxNodeAnalysisContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (attribute.Parent?.Parent is not TypeDeclarationSyntax || LastPart(attribute.Name) is not { } written
            || Nearest(written.Identifier.ValueText) is not { } nearest)
        {
            return;
        }

        SymbolInfo bound = context.SemanticModel.GetSymbolInfo(attribute, context.CancellationToken);
        if (bound.Symbol is not null || !bound.CandidateSymbols.IsEmpty || !IsInScope(attribute, context))
        {
            return;
        }

        context.ReportDiagnostic(Diagnostic.Create(
            Rules.Get(Rules.UnknownAttribute), written.GetLocation(), ImmutableDictionary<string, string?>.Empty.Add(FixHints.Name, nearest), written.Identifier.ValueText, nearest));
    }

    /// <summary>The name that differs by little; null where none does, or where it is one of them exactly.</summary>
    internal string? Nearest(string written)
    {
        written = Without(Suffix, written);
        if (_names.Contains(written, StringComparer.Ordinal))
        {
            return null;
        }

        written = Without("Layer", written);
        if (written.Length < 3)
        {
            return null;
        }

        int most = written.Length <= 4 ? 1 : written.Length <= 7 ? 2 : 3;
        return _names
            .Select(name => (Name: name, Distance: Distance(written.ToUpperInvariant(), name.ToUpperInvariant())))
            .Where(candidate => candidate.Distance <= most)
            .OrderBy(candidate => candidate.Distance)
            .Select(candidate => candidate.Name)
            .FirstOrDefault();
    }

    private static string Without(string ending, string name) =>
        name.EndsWith(ending, StringComparison.Ordinal) && name.Length > ending.Length ? name.Substring(0, name.Length - ending.Length) : name;

    /// <summary>Whether the attribute meant would be found if it were written right here.</summary>
    private static bool IsInScope(AttributeSyntax attribute, SyntaxNodeAnalysisContext context)
    {
        INamespaceOrTypeSymbol? container = null;
        if (attribute.Name is QualifiedNameSyntax { Left: var left })
        {
            container = context.SemanticModel.GetSymbolInfo(left, context.CancellationToken).Symbol as INamespaceSymbol;
            if (container is null)
            {
                return false;
            }
        }

        return context.SemanticModel.LookupNamespacesAndTypes(attribute.SpanStart, container, "LstmModelAttribute")
            .Any(found => ModelAttributes.IsRuntimeType(found as INamedTypeSymbol, "LstmModelAttribute"));
    }

    private static SimpleNameSyntax? LastPart(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => qualified.Right,
        SimpleNameSyntax simple => simple,
        _ => null,
    };

    /// <summary>Letters to insert, leave out, replace or swap with their neighbour.</summary>
    internal static int Distance(string one, string other)
    {
        int[,] distances = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
        {
            for (int j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    distances[i, j] = i + j;
                    continue;
                }

                int replaced = distances[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                int best = Math.Min(replaced, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
                bool areSwapped = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1];
                distances[i, j] = areSwapped ? Math.Min(best, distances[i - 2, j - 2] + 1) : best;
            }
        }

        return distances[one.Length, other.Length];
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>The places in the user's class that the generator fills, and who has taken one of them.</summary>
internal static class GeneratedMembers
{
    /// <summary>Methods by their signature: other overloads are the user's to add.</summary>
    private static readonly string[] s_methods =
    [
        "PredictRaw(System.ReadOnlySpan<float>, int, System.Span<float>)",
        "Predict(System.ReadOnlySpan<float>)",
        "Attend(System.ReadOnlySpan<float>, System.Span<float>, System.Span<float>)",
        "Attend(System.ReadOnlySpan<float>, int, System.Span<float>, System.Span<float>)",
        "Step(ref State, System.ReadOnlySpan<float>, System.Span<float>)",
        "Step(ref State, System.ReadOnlySpan<float>)",
        "Step(ref State, float)",
    ];

    private const string StateName = "State";

    private static readonly SymbolDisplayFormat s_signature = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeModifiers,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>What the user declares in a place that the generator fills, in words for a message.</summary>
    public static IEnumerable<string> TakenBy(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.Name == StateName || s_methods.Any(method => method.StartsWith(type.Name + "(", StringComparison.Ordinal)))
        {
            yield return $"the name '{type.Name}'";
        }

        if (WrittenByUser(type, cancellation).OfType<TypeDeclarationSyntax>().Any(declaration => declaration.ParameterList is not null))
        {
            yield return "a primary constructor";
        }
        else if (type.InstanceConstructors.Any(constructor =>
            constructor.Parameters is [{ Type.SpecialType: SpecialType.System_Int64 }] && IsUsers(constructor, cancellation)))
        {
            yield return $"the constructor '{type.Name}(long)'";
        }

        if (type.GetMembers(StateName).Any(member => IsUsers(member, cancellation)))
        {
            yield return $"'{StateName}'";
        }

        foreach (IMethodSymbol method in type.GetMembers().OfType<IMethodSymbol>().Where(method => IsUsers(method, cancellation)))
        {
            string signature = method.ToDisplayString(s_signature).Replace(type.ToDisplayString() + ".", "");
            if (s_methods.Contains(signature))
            {
                yield return $"'{signature}'";
            }
        }
    }

    private static bool IsUsers(ISymbol symbol, CancellationToken cancellation) => WrittenByUser(symbol, cancellation).Any();

    /// <summary>An analyzer also sees what the generator wrote; those parts are told by the folder that the compiler puts them in.</summary>
    private static IEnumerable<SyntaxNode> WrittenByUser(ISymbol symbol, CancellationToken cancellation) =>
        symbol.DeclaringSyntaxReferences
            .Where(reference => !reference.SyntaxTree.FilePath.Contains(typeof(LstmModelGenerator).FullName))
            .Select(reference => reference.GetSyntax(cancellation));
}

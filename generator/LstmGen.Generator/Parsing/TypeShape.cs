using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>What a type's declarations say about it.</summary>
internal static class TypeShape
{
    /// <summary>The types around a type, outermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> Containers(INamedTypeSymbol type) =>
        type.ContainingType is { } outer ? [.. Containers(outer), outer] : [];

    /// <summary>Whether every declaration says partial.</summary>
    public static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.All(reference =>
            reference.GetSyntax(cancellation) is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    /// <summary>The head of another part of the type: <c>partial record struct Outer</c>. Accessibility need not be said twice.</summary>
    public static string PartialHead(INamedTypeSymbol type) => $"partial {Keywords(type)} {CSharpName.OfType(type.Name)}";

    /// <summary>What the type is, with its article.</summary>
    public static string Description(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface ? "an interface" : $"a {Keywords(type)}";

    private static string Keywords(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };
}

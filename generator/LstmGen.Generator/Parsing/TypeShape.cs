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

    /// <summary>
    /// The base class that the user wrote, by its simple name, also where it is <c>object</c>; null where there is none. A model may name the base that the generator
    /// gives it, and an analyzer sees that one too.
    /// </summary>
    public static string? WrittenBase(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } known)
        {
            return known.Name;
        }

        IEnumerable<TypeSyntax> bases = type.DeclaringSyntaxReferences
            .Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>()
            .SelectMany(declaration => declaration.BaseList?.Types.Take(1) ?? []).Select(item => item.Type);
        return bases.Any(item => item is PredefinedTypeSyntax or QualifiedNameSyntax { Right.Identifier.ValueText: "Object" } or IdentifierNameSyntax { Identifier.ValueText: "Object" })
            ? "object"
            : null;
    }

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

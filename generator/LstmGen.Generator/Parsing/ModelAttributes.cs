using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>The attributes of one class that make it a model, in the order in which they are written. Lives only while one symbol is read.</summary>
internal sealed class ModelAttributes
{
    public const string ModelAttributeName = "LstmGen.LstmModelAttribute";
    private const string RuntimeNamespace = "LstmGen";

    private ModelAttributes(AttributeData? model, ImmutableArray<AttributeData> layers, bool hasUnresolved)
    {
        HasUnresolved = hasUnresolved;
        Model = model;
        Layers = layers;
    }

    /// <summary>Null on a class that has layers only.</summary>
    public AttributeData? Model { get; }

    /// <summary>Beside layers, on a model, what the compiler finds no attribute for: it may be a layer.</summary>
    public ImmutableArray<AttributeData> Layers { get; }

    /// <summary>Whether the compiler finds no attribute for a name on the class.</summary>
    public bool HasUnresolved { get; }

    public static bool IsUnresolved(AttributeData attribute) => attribute.AttributeClass is not { TypeKind: not TypeKind.Error };

    /// <summary>The model's attribute and those of its layers, as they are written.</summary>
    public static IEnumerable<AttributeSyntax> SyntaxOf(INamedTypeSymbol type, CancellationToken cancellation)
    {
        ModelAttributes attributes = Of(type);
        return (attributes.Model is { } model ? attributes.Layers.Add(model) : attributes.Layers)
            .Select(attribute => attribute.ApplicationSyntaxReference?.GetSyntax(cancellation))
            .OfType<AttributeSyntax>();
    }

    public static ModelAttributes Of(INamedTypeSymbol type)
    {
        AttributeData? model = null;
        bool hasUnresolved = false;
        ImmutableArray<AttributeData>.Builder layers = ImmutableArray.CreateBuilder<AttributeData>();
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (IsRuntimeType(attribute.AttributeClass, "LstmModelAttribute"))
            {
                model ??= attribute;
            }
            else if (IsRuntimeType(attribute.AttributeClass?.BaseType, "LayerAttribute"))
            {
                layers.Add(attribute);
            }
            else if (attribute.AttributeClass is { TypeKind: TypeKind.Error })
            {
                hasUnresolved = true;
                layers.Add(attribute);
            }
        }

        if (model is null)
        {
            layers.RemoveAll(IsUnresolved);
        }

        return new ModelAttributes(model, layers.ToImmutable(), hasUnresolved);
    }

    /// <summary>The declaration that an attribute is written on.</summary>
    public static SyntaxNode? DeclarationOf(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent;

    public static bool IsRuntimeType(INamedTypeSymbol? type, string name) =>
        type is { ContainingType: null, ContainingNamespace: { Name: RuntimeNamespace, ContainingNamespace.IsGlobalNamespace: true } }
        && type.Name == name;
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Parsing;

/// <summary>The attributes of one class that make it a model, in the order in which they are written. Lives only while one symbol is read.</summary>
internal sealed class ModelAttributes
{
    public const string ModelAttributeName = "LstmGen.LstmModelAttribute";
    private const string RuntimeNamespace = "LstmGen";

    private ModelAttributes(AttributeData? model, ImmutableArray<AttributeData> layers)
    {
        Model = model;
        Layers = layers;
    }

    /// <summary>Null on a class that has layers only.</summary>
    public AttributeData? Model { get; }

    public ImmutableArray<AttributeData> Layers { get; }

    public static ModelAttributes Of(INamedTypeSymbol type)
    {
        AttributeData? model = null;
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
        }

        return new ModelAttributes(model, layers.ToImmutable());
    }

    /// <summary>The declaration that an attribute is written on.</summary>
    public static SyntaxNode? DeclarationOf(AttributeData attribute, CancellationToken cancellation) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent;

    public static bool IsRuntimeType(INamedTypeSymbol? type, string name) =>
        type is { ContainingType: null, ContainingNamespace: { Name: RuntimeNamespace, ContainingNamespace.IsGlobalNamespace: true } }
        && type.Name == name;
}

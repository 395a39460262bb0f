using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Parsing;

/// <summary>What is wrong with a declaration before any size or shape is looked at.</summary>
internal static class DeclarationRules
{
    /// <summary>What makes it impossible to write another part of the class.</summary>
    public static IEnumerable<Finding> Blocking(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.TypeKind != TypeKind.Class || type.IsRecord)
        {
            yield return OnModel(Rules.NotAClass, type.Name, TypeShape.Description(type));
        }

        if (!TypeShape.IsPartial(type, cancellation))
        {
            yield return OnModel(Rules.NotPartial, type.Name);
        }

        if (type.IsStatic)
        {
            yield return OnModel(Rules.ForbiddenModifier, type.Name, "static");
        }

        if (type.TypeParameters.Length > 0)
        {
            yield return OnModel(Rules.Generic, type.Name, type.Name);
        }

        string wanted = HasDecoder(type) ? "SequenceToSequenceModel" : "SequenceModel";
        if (type.TypeKind == TypeKind.Class && !type.IsStatic && TypeShape.WrittenBase(type, cancellation) is { } written && written != wanted)
        {
            yield return OnModel(Rules.OwnBaseClass, type.Name, written, wanted);
        }

        foreach (INamedTypeSymbol container in TypeShape.Containers(type))
        {
            if (!TypeShape.IsPartial(container, cancellation))
            {
                yield return OnModel(Rules.ContainerNotPartial, type.Name, container.Name);
            }

            if (container.TypeParameters.Length > 0)
            {
                yield return OnModel(Rules.Generic, type.Name, container.Name);
            }
        }

        if (TypeShape.Containers(type).Append(type).FirstOrDefault(candidate => candidate.IsFileLocal) is { } fileLocal)
        {
            yield return OnModel(Rules.ForbiddenModifier, fileLocal.Name, "file");
        }
    }

    /// <summary>What is wrong although another part can be written: the members are there, so that code that uses them raises no errors of its own.</summary>
    public static IEnumerable<Finding> Others(INamedTypeSymbol type, ModelAttributes attributes, CancellationToken cancellation)
    {
        if (type.IsAbstract && type.TypeKind == TypeKind.Class && !type.IsStatic)
        {
            yield return OnModel(Rules.ForbiddenModifier, type.Name, "abstract");
        }

        if (attributes.Model is { } model)
        {
            foreach (Finding finding in WrongValues(model, Finding.OnModel))
            {
                yield return finding;
            }

            if (AttributeReader.IsReadable(model) && model.NamedArguments.All(argument => argument.Key != nameof(ModelSpec.LookBack)))
            {
                yield return OnModel(Rules.LookBackMissing, type.Name);
            }

            SyntaxNode? home = ModelAttributes.DeclarationOf(model, cancellation);
            for (int layer = 0; layer < attributes.Layers.Length; layer++)
            {
                foreach (Finding finding in WrongValues(attributes.Layers[layer], layer))
                {
                    yield return finding;
                }

                if (!ModelAttributes.IsUnresolved(attributes.Layers[layer]) && ModelAttributes.DeclarationOf(attributes.Layers[layer], cancellation) != home)
                {
                    yield return new Finding(Rules.LayersSpread, layer, "", Values(AttributeReader.KindOf(attributes.Layers[layer]), type.Name));
                }
            }
        }

        if (LanguageRules.VersionOf(type) is { } version && !LanguageRules.IsEnough(version))
        {
            yield return OnModel(Rules.LanguageTooOld, type.Name, LanguageRules.Needed.ToDisplayString(), version.ToDisplayString());
        }

        if (attributes.Layers.IsEmpty)
        {
            yield return OnModel(Rules.NoLayers, type.Name);
        }
    }

    /// <summary>Layers on a class that is no model: nothing would be generated, and nothing said.</summary>
    public static Finding WithoutModel(INamedTypeSymbol type) => new(Rules.ModelAttributeMissing, 0, "", Values(type.Name));

    private static IEnumerable<Finding> WrongValues(AttributeData attribute, int layer) =>
        [.. AttributeReader.UnknownMembers(attribute, layer), .. AttributeReader.UnreadableItems(attribute, layer), .. AttributeReader.MissingOrTwice(attribute, layer)];

    private static bool HasDecoder(INamedTypeSymbol type) =>
        ModelAttributes.Of(type).Layers.Any(layer => LayerCatalog.Create(AttributeReader.KindOf(layer)) is IDecoder);

    private static Finding OnModel(string id, params string[] values) => new(id, Finding.OnModel, "", Values(values));

    private static EquatableArray<string> Values(params string[] values) => values.ToEquatableArray();
}

using System.Globalization;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Analyzers;

/// <summary>Where a finding is shown: the argument at fault, its attribute, the name of the class, or of a member of it.</summary>
internal static class FindingPlace
{
    public static Location Of(Finding finding, INamedTypeSymbol type, ModelAttributes attributes, CancellationToken cancellation)
    {
        if (finding.Layer == Finding.OnMember)
        {
            return OwnMembers.PlaceOf(type, int.Parse(finding.Argument, CultureInfo.InvariantCulture), cancellation) ?? ClassName(type, attributes, cancellation);
        }

        AttributeData? attribute = finding.Layer switch
        {
            Finding.OnClass => null,
            Finding.OnModel => attributes.Model,
            int layer => attributes.Layers[layer],
        };

        return attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) is AttributeSyntax syntax
            ? (Argument(syntax, attribute, finding.Argument) ?? (SyntaxNode)syntax).GetLocation()
            : ClassName(type, attributes, cancellation);
    }

    /// <summary>The name in the declaration that the model's attribute stands on.</summary>
    private static Location ClassName(INamedTypeSymbol type, ModelAttributes attributes, CancellationToken cancellation) =>
        attributes.Model is { } model && ModelAttributes.DeclarationOf(model, cancellation) is TypeDeclarationSyntax declaration
            ? declaration.Identifier.GetLocation()
            : type.Locations[0];

    private static AttributeArgumentSyntax? Argument(AttributeSyntax syntax, AttributeData attribute, string name)
    {
        SeparatedSyntaxList<AttributeArgumentSyntax> arguments = syntax.ArgumentList?.Arguments ?? [];
        AttributeArgumentSyntax? named = arguments.FirstOrDefault(argument =>
            (argument.NameEquals?.Name ?? argument.NameColon?.Name)?.Identifier.ValueText.Equals(name, StringComparison.OrdinalIgnoreCase) == true);
        if (named is not null)
        {
            return named;
        }

        int position = attribute.AttributeConstructor?.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Ordinal ?? -1;
        return position >= 0 && position < arguments.Count && arguments[position] is { NameEquals: null, NameColon: null } positional ? positional : null;
    }
}

using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Parsing;

/// <summary>What the generator keeps of one declaration.</summary>
/// <param name="Spec">What was declared.</param>
/// <param name="CanBeWritten">Whether the class can have another part.</param>
/// <param name="IsSound">Whether it can be planned.</param>
/// <param name="Own">The user's members of the class.</param>
internal sealed record ModelDeclaration(ModelSpec Spec, bool CanBeWritten, bool IsSound, EquatableArray<OwnMember> Own)
{
    /// <summary>Null where the declaration does not hold the model's attribute.</summary>
    public static ModelDeclaration? Read(TypeDeclarationSyntax node, SemanticModel semantics, CancellationToken cancellation)
    {
        if (semantics.GetDeclaredSymbol(node, cancellation) is not INamedTypeSymbol type)
        {
            return null;
        }

        ModelAttributes attributes = ModelAttributes.Of(type);
        if (attributes.Model is null || ModelAttributes.DeclarationOf(attributes.Model, cancellation) != node)
        {
            return null; // The attribute is another, or stands on a second declaration too, which is the compiler's error.
        }

        ParseResult result = ModelParser.Parse(type, attributes, cancellation);
        return new ModelDeclaration(result.Spec, result.CanBeWritten, result.IsComplete && result.Findings.Count == 0, result.Own);
    }
}

using System.Collections.Immutable;
using System.Composition;
using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>Removes 'static', 'abstract' or 'file' from the model, or 'file' from a type around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveModifierFix))]
[Shared]
public sealed class RemoveModifierFix : AttributeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.ForbiddenModifier];

    private protected override Change? Find(SyntaxNode node, Diagnostic diagnostic)
    {
        string modifier = diagnostic.Properties[FixHints.Modifier]!;
        TypeDeclarationSyntax? type = node.Ancestors()
            .OfType<TypeDeclarationSyntax>()
            .FirstOrDefault(candidate => candidate.Modifiers.Any(token => token.Text == modifier));
        return type is null
            ? null
            : new Change(
                $"Remove '{modifier}' from '{type.Identifier.Text}'", [type],
                present => Modifiers.Remove((TypeDeclarationSyntax)present, modifier));
    }
}

using System.Collections.Immutable;
using System.Composition;
using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>Writes 'partial' on the model and on every type around it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix))]
[Shared]
public sealed class MakePartialFix : AttributeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.NotPartial, Rules.ContainerNotPartial];

    private protected override Change? Find(SyntaxNode node, Diagnostic diagnostic)
    {
        TypeDeclarationSyntax[] types =
        [
            .. node.Ancestors().OfType<TypeDeclarationSyntax>().Where(type => !type.Modifiers.Any(SyntaxKind.PartialKeyword)),
        ];
        string names = string.Join("', '", types.AsEnumerable().Reverse().Select(type => type.Identifier.Text));
        return types.Length == 0 ? null : new Change($"Make '{names}' partial", types, type => Modifiers.AddPartial((TypeDeclarationSyntax)type));
    }
}

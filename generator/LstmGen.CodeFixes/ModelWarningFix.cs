using System.Collections.Immutable;
using System.Composition;
using LstmGen.Generator.Warnings;
using LstmGen.Generator.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>Makes the edits that a warning about a model carries. The analyzer has tried them: they leave a sound model with fewer warnings.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ModelWarningFix))]
[Shared]
public sealed class ModelWarningFix : AttributeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. WarningRules.OfModels.Select(rule => rule.Descriptor.Id)];

    private protected override Change? Find(SyntaxNode node, Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(EditHints.Title, out string? title) && node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            ? new Change(title!, [type], _ => LayerEdits.Apply(type, [.. EditHints.Read(diagnostic).Select(hint => Edit(type, hint))]))
            : null;

    private static LayerEdit Edit(TypeDeclarationSyntax type, (EditKind Kind, Location Place, Location Other, string Argument, string Text) hint)
    {
        SyntaxNode root = type.SyntaxTree.GetRoot();
        SyntaxNode place = root.FindNode(hint.Place.SourceSpan);
        return new LayerEdit(
            hint.Kind, place.FirstAncestorOrSelf<AttributeSyntax>()!, root.FindNode(hint.Other.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>()!,
            place.FirstAncestorOrSelf<AttributeArgumentSyntax>(), hint.Argument, hint.Text);
    }
}

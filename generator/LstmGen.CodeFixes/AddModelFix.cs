using System.Collections.Immutable;
using System.Composition;
using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace LstmGen.CodeFixes;

/// <summary>Writes [LstmModel(LookBack = 20)] above the layers, to be adapted.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddModelFix))]
[Shared]
public sealed class AddModelFix : AttributeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.ModelAttributeMissing];

    private protected override Change? Find(SyntaxNode node, Diagnostic diagnostic) =>
        node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            ? new Change("Add [LstmModel(LookBack = 20)]", [type], present => WithModel((TypeDeclarationSyntax)present))
            : null;

    private static TypeDeclarationSyntax WithModel(TypeDeclarationSyntax type)
    {
        AttributeListSyntax first = type.AttributeLists[0];
        AttributeListSyntax model = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(LookBack.Attribute()))
            .WithLeadingTrivia(first.GetLeadingTrivia())
            .WithTrailingTrivia(first.GetTrailingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation);
        AttributeListSyntax next = first.WithLeadingTrivia(first.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1));
        return (TypeDeclarationSyntax)type.WithAttributeLists(type.AttributeLists.Replace(first, next).Insert(0, model));
    }
}

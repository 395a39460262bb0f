using System.Collections.Immutable;
using System.Composition;
using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace LstmGen.CodeFixes;

/// <summary>Writes a look-back of 20 steps, to be adapted.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SetLookBackFix))]
[Shared]
public sealed class SetLookBackFix : AttributeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.LookBackMissing];

    private protected override Change? Find(SyntaxNode node, Diagnostic diagnostic) =>
        node is AttributeSyntax attribute ? new Change("Set LookBack to 20", [attribute], present => WithLookBack((AttributeSyntax)present)) : null;

    private static AttributeSyntax WithLookBack(AttributeSyntax attribute)
    {
        AttributeArgumentListSyntax arguments = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        return attribute.WithArgumentList(arguments.WithArguments(arguments.Arguments.Insert(0, LookBack.Argument())).WithAdditionalAnnotations(Formatter.Annotation));
    }
}

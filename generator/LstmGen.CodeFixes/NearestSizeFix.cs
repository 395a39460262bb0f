using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>Brings a size to the nearest one that is allowed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NearestSizeFix))]
[Shared]
public sealed class NearestSizeFix : AttributeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.SizeOutOfRange];

    private protected override Change? Find(SyntaxNode node, Diagnostic diagnostic)
    {
        // A number that is not whole has no nearest size.
        if (node.FirstAncestorOrSelf<AttributeArgumentSyntax>() is not { } argument
            || !diagnostic.Properties.TryGetValue(FixHints.NearestSize, out string? nearest))
        {
            return null;
        }

        int size = int.Parse(nearest!, CultureInfo.InvariantCulture);
        string text = size.ToString("N0", CultureInfo.InvariantCulture).Replace(',', '_');
        return new Change($"Change to {text}", [argument.Expression], present =>
            SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(text, size)).WithTriviaFrom(present));
    }
}

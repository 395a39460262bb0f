using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>Changes a type's modifiers and leaves every blank and comment around them where it is.</summary>
internal static class Modifiers
{
    /// <summary>'partial' stands right before the keyword.</summary>
    public static TypeDeclarationSyntax AddPartial(TypeDeclarationSyntax type)
    {
        SyntaxToken partial = SyntaxFactory.Token(SyntaxKind.PartialKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        return type.Modifiers.Any()
            ? type.AddModifiers(partial)
            : type.WithKeyword(type.Keyword.WithLeadingTrivia()).AddModifiers(partial.WithLeadingTrivia(type.Keyword.LeadingTrivia));
    }

    public static TypeDeclarationSyntax Remove(TypeDeclarationSyntax type, string modifier)
    {
        SyntaxToken removed = type.Modifiers.First(token => token.Text == modifier);
        SyntaxTriviaList leading = removed.LeadingTrivia;
        TypeDeclarationSyntax without = type.WithModifiers(type.Modifiers.Remove(removed));
        if (type.Modifiers.IndexOf(removed) > 0)
        {
            return without;
        }

        return without.Modifiers.Any()
            ? without.WithModifiers(without.Modifiers.Replace(without.Modifiers[0], without.Modifiers[0].WithLeadingTrivia(leading)))
            : without.WithKeyword(without.Keyword.WithLeadingTrivia(leading));
    }
}

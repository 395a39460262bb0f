using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>Adds, removes and exchanges attributes, each in brackets of its own or several in one pair.</summary>
internal static class AttributeLists
{
    /// <summary>In a line of its own where the attribute has one.</summary>
    public static TypeDeclarationSyntax AddBelow(TypeDeclarationSyntax type, AttributeSyntax attribute, AttributeSyntax added)
    {
        AttributeListSyntax list = ListOf(attribute);
        if (list.Attributes.Count > 1)
        {
            return type.InsertNodesAfter(attribute, [added.WithLeadingTrivia(SyntaxFactory.Space)]);
        }

        // Brackets without elastic blanks, which the formatter would take away.
        SyntaxToken open = SyntaxFactory.Token(default, SyntaxKind.OpenBracketToken, default), close = SyntaxFactory.Token(default, SyntaxKind.CloseBracketToken, default);
        AttributeListSyntax below = SyntaxFactory.AttributeList(open, target: null, SyntaxFactory.SingletonSeparatedList(added), close)
            .WithLeadingTrivia(IndentOf(type, list))
            .WithTrailingTrivia(list.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        int index = type.AttributeLists.IndexOf(list);
        return WithLists(type, type.AttributeLists.Insert(index + 1, EndsLine(list) ? below.WithTrailingTrivia(below.GetTrailingTrivia().Where(IsEndOfLine)) : below));
    }

    /// <summary>With its line where it has one; comments above it stay.</summary>
    public static TypeDeclarationSyntax Remove(TypeDeclarationSyntax type, AttributeSyntax attribute)
    {
        AttributeListSyntax list = ListOf(attribute);
        if (list.Attributes.Count > 1)
        {
            AttributeListSyntax rest = list.RemoveNode(attribute, SyntaxRemoveOptions.KeepNoTrivia)!;
            AttributeSyntax first = rest.Attributes[0];
            return type.ReplaceNode(list, rest.ReplaceNode(first, first.WithLeadingTrivia()).WithTriviaFrom(list));
        }

        // What ended the line of the list before it was after this one.
        int index = type.AttributeLists.IndexOf(list);
        if (index > 0 && EndsLine(list) && !EndsLine(type.AttributeLists[index - 1]))
        {
            AttributeListSyntax before = type.AttributeLists[index - 1];
            return WithLists(type, type.AttributeLists.Replace(before, before.WithTrailingTrivia(list.GetTrailingTrivia())).RemoveAt(index));
        }

        bool hasText = list.GetLeadingTrivia().Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !IsEndOfLine(trivia));
        return type.RemoveNode(list, hasText ? SyntaxRemoveOptions.KeepLeadingTrivia | SyntaxRemoveOptions.KeepDirectives : SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    /// <summary>Lets two attributes change places. What is commented behind them in lines of their own goes with them.</summary>
    public static TypeDeclarationSyntax Swap(TypeDeclarationSyntax type, AttributeSyntax upper, AttributeSyntax lower)
    {
        (AttributeListSyntax first, AttributeListSyntax second) = (ListOf(upper), ListOf(lower));
        if (first == second || first.Attributes.Count > 1 || second.Attributes.Count > 1 || !EndsLine(first) || !EndsLine(second))
        {
            return type.ReplaceNodes([upper, lower], (original, _) => original == upper ? lower.WithTriviaFrom(upper) : upper.WithTriviaFrom(lower));
        }

        return type.ReplaceNodes([first, second], (original, _) => original == first
            ? second.WithLeadingTrivia(first.GetLeadingTrivia())
            : first.WithLeadingTrivia(second.GetLeadingTrivia()));
    }

    private static AttributeListSyntax ListOf(AttributeSyntax attribute) => (AttributeListSyntax)attribute.Parent!;

    private static TypeDeclarationSyntax WithLists(TypeDeclarationSyntax type, SyntaxList<AttributeListSyntax> lists) => (TypeDeclarationSyntax)type.WithAttributeLists(lists);

    private static bool EndsLine(AttributeListSyntax list) => list.GetTrailingTrivia().Any(IsEndOfLine);

    private static bool IsEndOfLine(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    /// <summary>The blanks that a line of its own starts with; none where the line goes on.</summary>
    private static IEnumerable<SyntaxTrivia> IndentOf(TypeDeclarationSyntax type, AttributeListSyntax list)
    {
        if (!EndsLine(list))
        {
            return [];
        }

        // The list may stand behind others in its line: the first of the line has the blanks.
        int index = type.AttributeLists.IndexOf(list);
        while (index > 0 && !EndsLine(type.AttributeLists[index - 1]))
        {
            index--;
        }

        return type.AttributeLists[index].GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse();
    }
}

using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.CodeFixes;

/// <summary>The model attribute that fixes write where one is missing.</summary>
internal static class LookBack
{
    private const int Steps = 20;

    /// <summary><c>LookBack = 20</c></summary>
    public static AttributeArgumentSyntax Argument() => SyntaxFactory.AttributeArgument(
        SyntaxFactory.NameEquals("LookBack"), nameColon: null,
        SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(Steps)));

    /// <summary><c>LstmModel(LookBack = 20)</c></summary>
    public static AttributeSyntax Attribute() => SyntaxFactory.Attribute(
        SyntaxFactory.IdentifierName("LstmModel"), SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(Argument())));
}

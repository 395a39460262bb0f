using CsCheck;
using LstmGen.Generator.Writing;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Tests;

/// <summary>Numbers and words as the generator writes them.</summary>
public sealed class TextTests
{
    /// <summary>Every letter there is, one by one.</summary>
    [Fact]
    public void A_quoted_letter_is_read_as_it_was()
    {
        for (int letter = 0; letter <= char.MaxValue; letter++)
        {
            AssertReadBack(((char)letter).ToString());
        }
    }

    [Fact]
    public void A_quoted_text_is_read_as_it_was() => Gen.Char.Array[0, 12].Sample(letters => AssertReadBack(new string(letters)));

    [Theory]
    [InlineData("😀", "\"😀\"")]
    [InlineData("a\"b\\c\r\n\t", "\"a\\\"b\\\\c\\r\\n\\t\"")]
    [InlineData("\u202e\u2028\0", "\"\\u202e\\u2028\\u0000\"")]
    public void What_nobody_sees_is_written_as_a_number(string text, string literal) => Assert.Equal(literal, Text.Quoted(text));

    [Fact]
    public void Half_a_pair_is_written_as_a_number() => Assert.Equal("\"\\ud83d\"", Text.Quoted("\ud83d"));

    private static void AssertReadBack(string text)
    {
        string literal = Text.Quoted(text);
        Assert.DoesNotContain('\n', literal);
        var read = Assert.IsType<LiteralExpressionSyntax>(SyntaxFactory.ParseExpression(literal));
        Assert.Empty(read.GetDiagnostics());
        Assert.Equal(literal.Length, read.FullSpan.Length);
        Assert.Equal(text, read.Token.ValueText);
    }
}

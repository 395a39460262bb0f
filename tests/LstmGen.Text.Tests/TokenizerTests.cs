using CsCheck;

namespace LstmGen.Text.Tests;

public sealed class TokenizerTests
{
    [Theory]
    [InlineData("The cat sat.", "the|cat|sat|.")]
    [InlineData("  Don't\tstop \n", "don't|stop")]
    [InlineData("It’s 1,000.5, isn't it?!", "it’s|1,000.5|,|isn't|it|?|!")]
    [InlineData("well-known 'quoted' -5 end-", "well-known|'|quoted|'|-|5|end|-")]
    [InlineData("a--b 3.x x.3", "a|-|-|b|3|.|x|x|.|3")]
    [InlineData("Cafe\u0301 naïve", "cafe\u0301|naïve")]
    [InlineData("😀😀a", "😀|😀|a")]
    [InlineData("你好。", "你好|。")]
    [InlineData("a_b@c", "a|_|b|@|c")]
    [InlineData(" ", "")]
    [InlineData("", "")]
    public void Words_and_punctuation(string text, string expected) => Assert.Equal(expected, string.Join('|', new WordTokenizer().Tokenize(text)));

    [Fact]
    public void Capitals_stay_when_asked_to()
    {
        Assert.Equal(["The", "ÄRA"], new WordTokenizer(lowerCase: false).Tokenize("The ÄRA"));
        Assert.Equal(["the", "ära"], new WordTokenizer().Tokenize("The ÄRA"));
    }

    [Fact]
    public void No_character_but_white_space_is_lost() => Gen.String[Gen.Char["aB1'-., \t!é你"], 0, 30].Sample(text =>
    {
        List<string> tokens = new WordTokenizer(lowerCase: false).Tokenize(text);
        Assert.Equal(string.Concat(text.Where(c => !char.IsWhiteSpace(c))), string.Concat(tokens));
        Assert.DoesNotContain("", tokens);
        Assert.Equal(tokens, new WordTokenizer(lowerCase: false).Tokenize(string.Join(' ', tokens)));
    });

    [Fact]
    public void Characters_are_code_points_and_all_are_kept()
    {
        Assert.Equal(["a", " ", "😀", "\n", "e", "\u0301"], new CharacterTokenizer().Tokenize("a 😀\ne\u0301"));
        Assert.Empty(new CharacterTokenizer().Tokenize(""));
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        foreach (ITokenizer tokenizer in (ITokenizer[])[new WordTokenizer(), new CharacterTokenizer()])
        {
            Assert.Throws<ArgumentException>("text", () => tokenizer.Tokenize("a\uDE00"));
            Assert.Contains("at 1", Assert.Throws<ArgumentException>("text", () => tokenizer.Tokenize("a\uD83D")).Message);
        }
    }
}

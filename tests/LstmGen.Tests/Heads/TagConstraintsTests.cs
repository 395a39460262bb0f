using LstmGen.Decoding;

namespace LstmGen.Tests.Heads;

public sealed class TagConstraintsTests
{
    private static readonly string[] Bio = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"];
    private static readonly string[] Bioes = ["O", "B-PER", "I-PER", "E-PER", "S-PER", "S-LOC"];

    [Theory]
    [InlineData("O B-PER I-PER I-PER B-PER O", true)]
    [InlineData("B-LOC B-PER I-PER", true)]
    [InlineData("I-PER", false)]
    [InlineData("O I-PER", false)]
    [InlineData("B-LOC I-PER", false)]
    [InlineData("B-LOC I-LOC I-PER", false)]
    public void Bio_spans_begin_with_B(string text, bool allowed) => Assert.Equal(allowed, Allows(TagScheme.Bio(Bio), Bio, text));

    [Theory]
    [InlineData("O S-PER B-PER E-PER S-LOC O", true)]
    [InlineData("B-PER I-PER I-PER E-PER", true)]
    [InlineData("B-PER", false)]
    [InlineData("B-PER O", false)]
    [InlineData("B-PER I-PER", false)]
    [InlineData("B-PER S-PER", false)]
    [InlineData("B-PER B-PER E-PER", false)]
    [InlineData("E-PER", false)]
    [InlineData("O I-PER E-PER", false)]
    [InlineData("S-PER E-PER", false)]
    [InlineData("B-PER E-PER E-PER", false)]
    public void Bioes_spans_begin_with_B_and_end_with_E(string text, bool allowed) =>
        Assert.Equal(allowed, Allows(TagScheme.Bioes(Bioes), Bioes, text));

    [Theory]
    [InlineData("")]
    [InlineData("O,O")]
    [InlineData("O,B")]
    [InlineData("O,B-")]
    [InlineData("O,X-PER")]
    [InlineData("O,E-PER")]
    [InlineData("O-PER,O")]
    [InlineData("O,b-PER")]
    [InlineData("O,B-PER,I-LOC")]
    public void Bio_names_are_checked(string names) => Assert.Throws<ArgumentException>(() => TagScheme.Bio(Split(names, ',')));

    [Theory]
    [InlineData("O,B-PER")]
    [InlineData("O,E-PER")]
    [InlineData("O,I-PER,E-PER")]
    [InlineData("O,B-PER,I-PER")]
    [InlineData("O,B-PER,E-LOC")]
    public void Bioes_names_are_checked(string names) => Assert.Throws<ArgumentException>(() => TagScheme.Bioes(Split(names, ',')));

    [Fact]
    public void Messages_name_the_tag()
    {
        Assert.Contains("a tag B-LOC beside I-LOC", Assert.Throws<ArgumentException>(() => TagScheme.Bio("O", "I-LOC")).Message, StringComparison.Ordinal);
        Assert.Contains("number 1 is \"LOC\"", Assert.Throws<ArgumentException>(() => TagScheme.Bio("O", "LOC")).Message, StringComparison.Ordinal);
        Assert.Contains("number 0 is null", Assert.Throws<ArgumentException>(() => TagScheme.Bio([null!])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Masks_are_checked()
    {
        Assert.Throws<ArgumentException>(() => new TagConstraints([], [], []));
        Assert.Throws<ArgumentException>(() => new TagConstraints([true], [false], [true]));
        Assert.Throws<ArgumentException>(() => new TagConstraints([true], [true], [false]));
        Assert.Throws<ArgumentException>(() => new TagConstraints([true], [true, true], [true, true]));
        Assert.Throws<ArgumentException>(() => new TagConstraints([true], [true], [true, true]));
        var one = new TagConstraints([false], [true], [true]);
        Assert.Throws<ArgumentOutOfRangeException>(() => one.Allows(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => one.AllowsStart(-1));
        Assert.True(one.Allows([]));
        Assert.True(one.Allows([0]));
        Assert.False(one.Allows([0, 0]));
    }

    private static bool Allows(TagConstraints constraints, string[] names, string text) =>
        constraints.Allows([.. Split(text, ' ').Select(name => Array.IndexOf(names, name))]);

    private static string[] Split(string text, char separator) => text.Split(separator, StringSplitOptions.RemoveEmptyEntries);
}

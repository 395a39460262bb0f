namespace LstmGen.Text.Tests;

public sealed class TextFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Labelled_texts()
    {
        List<LabelledText> texts = TextFile.ReadLabelled(_folder.Write("a.txt", "1 a gripping film .\n0  dull \n"), classes: 2);
        Assert.Equal([new(1, "a gripping film .", 1), new(0, "dull", 2)], texts);
    }

    [Theory]
    [InlineData("1 good\n2 odd\n", 2, "a class from 0 to 1")]
    [InlineData("-1 bad\n", 1, "found '-1 bad'")]
    [InlineData("1\n", 1, "found '1'")]
    [InlineData("1  \n", 1, "found '1  '")]
    [InlineData("1 a\n\n0 b\n", 2, "found ''")]
    [InlineData("NaN text\n", 1, "found 'NaN text'")]
    [InlineData("1e0 text\n", 1, "found '1e0 text'")]
    [InlineData("1.0 text\n", 1, "found '1.0 text'")]
    [InlineData("99999999999 text\n", 1, "found '99999999999 text'")]
    [InlineData("\n", 1, "found ''")]
    [InlineData("\0 text\n", 1, "a class from 0 to 1")]
    [InlineData("", 1, "an empty file")]
    public void A_line_without_label_or_text_is_named(string text, int line, string message) =>
        Named(text, line, message, path => TextFile.ReadLabelled(path, classes: 2));

    [Fact]
    public void Pairs()
    {
        List<TextPair> pairs = TextFile.ReadPairs(_folder.Write("a.txt", "Hi.\t嗨。\n I try.\t让我来。 \tsomebody's\r\n"));
        Assert.Equal([new("Hi.", "嗨。", 1), new("I try.", "让我来。", 2)], pairs);
    }

    [Theory]
    [InlineData("a\tb\na b\n", 2, "a tab between them, found 'a b'")]
    [InlineData("\tb\n", 1, "two texts")]
    [InlineData("a\t \n", 1, "two texts")]
    [InlineData("a\tb\tc\td\n", 1, "two texts")]
    [InlineData("", 1, "an empty file")]
    public void A_line_without_two_texts_is_named(string text, int line, string message) => Named(text, line, message, path => TextFile.ReadPairs(path));

    [Theory]
    [InlineData("a\nb", "a\nb")]
    [InlineData("a\r\nb\r\n\n", "a\nb\n\n")]
    [InlineData("\uFEFFa", "a")]
    public void A_whole_text(string written, string read) => Assert.Equal(read, TextFile.Read(_folder.Write("a.txt", written)));

    [Fact]
    public void An_empty_text_is_refused() => Named("", 1, "an empty file", path => TextFile.Read(path));

    [Fact]
    public void Real_labelled_texts_are_whole()
    {
        string path = SharedData.Path("sentiment", "sst2-dev.txt");
        Assert.Equal(File.ReadLines(path), TextFile.ReadLabelled(path, classes: 2).Select(text => $"{text.Label} {text.Text}"));
    }

    [Fact]
    public void Real_pairs_are_whole()
    {
        string path = SharedData.Path("translation", "cmn-eng.txt");
        string[] expected = [.. File.ReadLines(path).Select(line => string.Join('\t', line.Split('\t').Select(cell => cell.Trim())))];
        Assert.Equal(expected, TextFile.ReadPairs(path).Select(pair => $"{pair.Source}\t{pair.Target}"));
    }

    [Fact]
    public void A_real_text_goes_through_a_vocabulary_of_its_characters_and_back()
    {
        string text = TextFile.Read(SharedData.Path("text", "tinyshakespeare.txt"));
        var vocabulary = Vocabulary.Build([new CharacterTokenizer().Tokenize(text)], VocabularyOptions.Labels);
        Assert.Equal(text.Distinct().Count(), vocabulary.Count);
        int[] ids = new int[text.Length];
        Assert.Equal(text.Length, vocabulary.EncodeCharacters(text, ids));
        Assert.Equal(text, vocabulary.DecodeText(ids, separator: ""));
    }

    private void Named(string text, int line, string message, Action<string> read)
    {
        string path = _folder.Write("bad.txt", text);
        string found = Assert.Throws<InvalidDataException>(() => read(path)).Message;
        Assert.StartsWith($"{path}({line}): ", found);
        Assert.Contains(message, found);
    }
}

using CsCheck;

namespace LstmGen.Text.Tests;

public sealed class ConllReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_columns_and_blank_lines_between_sentences()
    {
        List<ConllSentence> sentences = ConllReader.Read(_folder.Write("a.conll", "\nNew\tB-loc\nYork\tI-loc\n\n\n \t\n#\tO\r\n\r\na b\tO"));
        Assert.Equal([2, 7, 9], sentences.Select(sentence => sentence.Line));
        Assert.Equal(["New York", "#", "a b"], sentences.Select(sentence => string.Join(' ', sentence.Tokens)));
        Assert.Equal(["B-loc I-loc", "O", "O"], sentences.Select(sentence => string.Join(' ', sentence.Tags)));
    }

    [Fact]
    public void Blanks_documents_and_further_columns()
    {
        string path = _folder.Write("b.conll", "-DOCSTART- -X- O\n\nEU NNP  B-ORG\nsaid VBD O\n-DOCSTART- -X- -X- O O\n. . O\n");
        List<ConllSentence> sentences = ConllReader.Read(path);
        Assert.Equal([3, 6], sentences.Select(sentence => sentence.Line));
        Assert.Equal(["EU", "said"], sentences[0].Tokens);
        Assert.Equal(["B-ORG", "O"], sentences[0].Tags);
        Assert.Equal(["NNP", "VBD"], ConllReader.Read(path, tagColumn: 1)[0].Tags);
        Assert.Equal(["NNP", "VBD"], ConllReader.Read(path, tokenColumn: 1)[0].Tokens);
        Assert.Equal(["B-ORG", "O"], ConllReader.Read(path, tokenColumn: ^1, tagColumn: 0)[0].Tokens);
    }

    [Theory]
    [InlineData("a\tO\nb\n", 2, "expected 2 columns, as in the lines before, found 1: 'b'")]
    [InlineData("a O\nb O O\n", 2, "expected 2 columns, as in the lines before, found 3")]
    [InlineData("a\tO\n\n\tO\n", 3, "column 0 empty")]
    [InlineData("a\tO\nb\t\n", 2, "column 1 empty")]
    [InlineData("\na\n", 2, "found 1 column.")]
    [InlineData("", 1, "at least one sentence")]
    [InlineData("-DOCSTART- O\n\n", 3, "at least one sentence")]
    public void A_malformed_line_is_named(string text, int line, string message)
    {
        string path = _folder.Write("bad.conll", text);
        string found = Assert.Throws<InvalidDataException>(() => ConllReader.Read(path)).Message;
        Assert.StartsWith($"{path}({line}): ", found);
        Assert.Contains(message, found);
    }

    [Fact]
    public void Columns_that_are_not_there_are_named()
    {
        string path = _folder.Write("two.conll", "a O\n");
        Assert.Contains("a tag in column 2, found 2 columns", Assert.Throws<InvalidDataException>(() => ConllReader.Read(path, tagColumn: 2)).Message);
        Assert.Throws<InvalidDataException>(() => ConllReader.Read(path, tokenColumn: 1));
        Assert.Throws<FileNotFoundException>(() => ConllReader.Read(_folder.File("none.conll")));
    }

    [Fact]
    public void What_is_written_is_read() =>
        Gen.Select(Gen.String[Gen.Char["ab -#é"], 1, 4].Select(s => $"x{s}"), Gen.Int[0, 2].Select(i => $"T{i}")).Array[1, 5].Array[1, 5].Sample(sentences =>
        {
            string path = _folder.Write(Path.GetRandomFileName(), string.Concat(sentences.Select(s => string.Concat(s.Select(t => $"{t.Item1}\t{t.Item2}\n")) + "\n")));
            List<ConllSentence> read = ConllReader.Read(path);
            Assert.Equal(sentences.Select(s => s.Select(t => t.Item1)), read.Select(s => s.Tokens));
            Assert.Equal(sentences.Select(s => s.Select(t => t.Item2)), read.Select(s => s.Tags));
        }, iter: 50);

    [Theory]
    [InlineData("wnut17-train.conll")]
    [InlineData("wnut17-dev.conll")]
    public void Real_files_lose_no_token_and_no_tag(string file)
    {
        string path = SharedData.Path("tagging", file);
        List<ConllSentence> sentences = ConllReader.Read(path);
        string[] lines = [.. File.ReadAllText(path).Split('\n').Where(line => line.Trim().Length > 0)];
        Assert.Equal(lines, sentences.SelectMany(s => s.Tokens.Zip(s.Tags, (token, tag) => $"{token}\t{tag}")));
        Assert.All(sentences.SelectMany(s => s.Tags), tag => Assert.Matches("^(O|[BI]-[a-z-]+)$", tag));

        // A sentence more would be a run of lines cut in two.
        int runs = string.Join('\n', File.ReadAllText(path).Split('\n').Select(line => line.Trim())).Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Count(run => run.Trim().Length > 0);
        Assert.Equal(runs, sentences.Count);
    }
}

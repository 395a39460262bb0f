using CsCheck;

namespace LstmGen.Text.Tests;

public sealed class VocabularyFileTests : IDisposable
{
    private const string Whole = "LstmGen vocabulary 1\npadding 0 unknown 1 start - end -\ntokens 4\n<pad>\n<unk>\na\nb\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_is_readable_and_ends_every_line_with_a_line_feed()
    {
        string path = _folder.File("words.txt");
        Vocabulary.Build([["a", "b"]]).Save(path);
        Assert.Equal(Whole, File.ReadAllText(path));
        Vocabulary.Build([["\n", "\r", @"\n", " ", "😀"]], new() { Padding = null, End = "</s>" }).Save(path);
        Assert.Equal("LstmGen vocabulary 1\npadding - unknown 0 start - end 1\ntokens 7\n<unk>\n</s>\n\\n\n\\r\n \n\\\\n\n😀\n", File.ReadAllText(path));
        Assert.Equal(["words.txt"], _folder.Files());
    }

    [Fact]
    public void Any_vocabulary_comes_back_as_it_was()
    {
        string[] pieces = ["\n", "\r", "\\", "n", "r", " ", "\t", "ü", "😀", "\u2028", "\uFEFF", "#"];
        Gen<string> token = Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]).Array[1, 4].Select(string.Concat);
        Gen.Select(token.Array[1, 12], Gen.Bool, Gen.Bool, Gen.Bool).Sample((tokens, padding, start, end) =>
        {
            var saved = Vocabulary.Build([tokens], new() { Padding = padding ? "<pad>" : null, Start = start ? "<s>" : null, End = end ? "</s>" : null });
            string path = _folder.File(Path.GetRandomFileName());
            saved.Save(path);
            var loaded = Vocabulary.Load(path);
            Assert.Equal(saved.Tokens, loaded.Tokens);
            Assert.Equal((saved.PaddingId, saved.UnknownId, saved.StartId, saved.EndId), (loaded.PaddingId, loaded.UnknownId, loaded.StartId, loaded.EndId));
            Assert.Equal(saved.Encode(tokens), loaded.Encode(tokens));
        }, iter: 50);
    }

    [Fact]
    public void Line_ends_and_a_byte_order_mark_that_an_editor_left_do_no_harm() =>
        Assert.Equal(["<pad>", "<unk>", "a", "b"], Vocabulary.Load(_folder.Write("words.txt", "\uFEFF" + Whole.Replace("\n", "\r\n"))).Tokens);

    [Theory]
    [InlineData("", 1, "an empty file")]
    [InlineData("hello\n", 1, "found 'hello'")]
    [InlineData("LstmGen vocabulary 2\n", 1, "expected 'LstmGen vocabulary 1'")]
    [InlineData("LstmGen vocabulary 1\n", 2, "found the end of the file")]
    [InlineData("LstmGen vocabulary 1\npadding 0 unknown -1 start - end -\ntokens 1\na\n", 2, "each id a number or -")]
    [InlineData("LstmGen vocabulary 1\npadding 0 unknown 0 start - end -\ntokens 1\na\n", 2, "ids that differ")]
    [InlineData("LstmGen vocabulary 1\npadding 0 unknown 1 start - end -\ntokens 1\na\n", 2, "ids below 1")]
    [InlineData("LstmGen vocabulary 1\npadding - unknown - start - end -\ntokens x\na\n", 3, "found 'tokens x'")]
    [InlineData("LstmGen vocabulary 1\npadding - unknown - start - end -\ntokens 0\n", 3, "found 'tokens 0'")]
    [InlineData("LstmGen vocabulary 1\npadding - unknown - start - end -\ntokens 3\na\nb\n", 6, "expected 3 tokens, found 2")]
    [InlineData("LstmGen vocabulary 1\npadding - unknown - start - end -\ntokens 1\na\nb\n", 5, "expected 1 tokens, found 2")]
    [InlineData("LstmGen vocabulary 1\npadding - unknown - start - end -\ntokens 3\na\nb\na\n", 6, "'a' is there twice")]
    [InlineData("LstmGen vocabulary 1\npadding - unknown - start - end -\ntokens 3\na\n\nb\n", 5, "an empty line")]
    [InlineData("LstmGen vocabulary 1\npadding - unknown - start - end -\ntokens 1\na\\x\n", 4, "after a backslash")]
    [InlineData("LstmGen vocabulary 1\npadding - unknown - start - end -\ntokens 1\na\\\n", 4, "after a backslash")]
    public void Damage_is_named_with_its_file_and_line(string text, int line, string message)
    {
        string path = _folder.Write("bad.txt", text);
        string found = Assert.Throws<InvalidDataException>(() => Vocabulary.Load(path)).Message;
        Assert.StartsWith($"{path}({line}): ", found);
        Assert.Contains(message, found);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        string whole = Whole.Replace("tokens 4", "tokens 5") + "longer\n";
        Assert.Equal("longer", Vocabulary.Load(_folder.Write("whole.txt", whole))[4]);
        for (int length = 0; length < whole.Length; length++)
        {
            string path = _folder.Write("cut.txt", whole[..length]);
            Assert.Throws<InvalidDataException>(() => Vocabulary.Load(path));
        }
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_named_with_their_line()
    {
        string path = _folder.File("latin.txt");
        File.WriteAllBytes(path, [.. "LstmGen vocabulary 1\npadding - unknown - start - end -\ntokens 2\na\n"u8, 0xFC, (byte)'\n']);
        Assert.StartsWith($"{path}(5): expected UTF-8", Assert.Throws<InvalidDataException>(() => Vocabulary.Load(path)).Message);
    }

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("none.txt", Assert.Throws<FileNotFoundException>(() => Vocabulary.Load(_folder.File("none.txt"))).Message);

    [Fact]
    public void A_failed_save_leaves_the_old_file()
    {
        string path = _folder.Write("words.txt", Whole);
        string inFolder = Path.Combine(path, "words.txt");
        Assert.ThrowsAny<IOException>(() => Vocabulary.Build([["a"]]).Save(inFolder));
        Assert.Equal(Whole, File.ReadAllText(path));
        Assert.Equal(["words.txt"], _folder.Files());
    }
}

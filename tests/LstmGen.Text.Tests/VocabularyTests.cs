using CsCheck;

namespace LstmGen.Text.Tests;

public sealed class VocabularyTests
{
    private static readonly string[][] Sequences = [["the", "cat", "sat"], ["the", "dog", "sat"], ["the", "cat", "Zoo"]];

    [Fact]
    public void Special_tokens_come_first_then_the_most_frequent_then_ordinal_order()
    {
        var vocabulary = Vocabulary.Build(Sequences, new() { Start = "<s>", End = "</s>" });
        Assert.Equal(["<pad>", "<unk>", "<s>", "</s>", "the", "cat", "sat", "Zoo", "dog"], vocabulary.Tokens);
        Assert.Equal((0, 1, 2, 3), (vocabulary.PaddingId, vocabulary.UnknownId, vocabulary.StartId, vocabulary.EndId));
        Assert.Equal(9, vocabulary.Count);
        Assert.Equal("cat", vocabulary[5]);
    }

    [Fact]
    public void Rare_tokens_and_those_beyond_the_size_are_left_out()
    {
        Assert.Equal(["<pad>", "<unk>", "the", "cat", "sat"], Vocabulary.Build(Sequences, new() { MinimumCount = 2 }).Tokens);
        Assert.Equal(["<pad>", "<unk>", "the", "cat"], Vocabulary.Build(Sequences, new() { MaximumSize = 4 }).Tokens);
        Assert.Equal(["<unk>", "the"], Vocabulary.Build(Sequences, new() { Padding = null, MinimumCount = 3 }).Tokens);
    }

    [Fact]
    public void Labels_have_no_special_tokens_and_an_unknown_one_is_an_error()
    {
        var labels = Vocabulary.Build([["O", "B", "O"]], VocabularyOptions.Labels);
        Assert.Equal(["O", "B"], labels.Tokens);
        Assert.Null(labels.PaddingId);
        Assert.Equal([1, 0], labels.Encode(["B", "O"]));
        Assert.Contains("'I' is not among the 2", Assert.Throws<ArgumentException>("token", () => labels.Encode(["I"])).Message);
    }

    [Fact]
    public void The_numbers_are_those_of_counting_and_sorting() =>
        Gen.Int[0, 30].Select(i => $"t{i}").Array[1, 60].Sample(tokens =>
        {
            var vocabulary = Vocabulary.Build([tokens], VocabularyOptions.Labels);
            Assert.Equal(tokens.Distinct().OrderBy(t => t, StringComparer.Ordinal).OrderBy(t => -tokens.Count(other => other == t)), vocabulary.Tokens);
            Assert.Equal(tokens, vocabulary.Decode(vocabulary.Encode(tokens)));
        });

    [Fact]
    public void Unknown_tokens_have_an_id_of_their_own_also_when_the_text_has_them_written()
    {
        var vocabulary = Vocabulary.Build([["a", "<unk>", "<unk>"]]);
        Assert.Equal(["<pad>", "<unk>", "a"], vocabulary.Tokens);
        Assert.Equal([2, 1, 1], vocabulary.Encode(["a", "b", "<unk>"]));
        Assert.False(vocabulary.TryGetId("b", out int id));
        Assert.Equal(1, id);
    }

    [Fact]
    public void Start_and_end_frame_a_sequence_and_text_stops_at_the_end()
    {
        var vocabulary = Vocabulary.Build([["a", "b"]], new() { Start = "<s>", End = "</s>" });
        int[] ids = vocabulary.Encode(["a", "x", "b"], start: true, end: true);
        Assert.Equal([2, 4, 1, 5, 3], ids);
        Assert.Equal("a <unk> b", vocabulary.DecodeText([.. ids, 4, 0, 0]));
        Assert.Equal("ab", vocabulary.DecodeText([0, 4, 5], separator: ""));
        Assert.Throws<InvalidOperationException>(() => Vocabulary.Build([["a"]]).Encode(["a"], end: true));
        Assert.Throws<InvalidOperationException>(() => Vocabulary.Build([["a"]]).Encode(["a"], start: true));
    }

    [Fact]
    public void Encoding_and_decoding_into_spans_does_not_allocate()
    {
        var vocabulary = Vocabulary.Build([["a", "b", "😀"]]);
        string[] tokens = ["a", "x", "b"];
        int[] ids = new int[4];
        Work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Work();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.Equal([2, 4, 1, 3], ids);

        void Work()
        {
            vocabulary.Encode(tokens, ids);
            vocabulary.Decode(ids.AsSpan(0, 3), tokens);
            tokens[1] = "x";
            vocabulary.EncodeCharacters("a😀xb", ids);
        }
    }

    [Fact]
    public void Characters_encode_as_the_tokenizer_cuts_them()
    {
        var vocabulary = Vocabulary.Build([new CharacterTokenizer().Tokenize("你好 😀")]);
        int[] ids = new int[5];
        Assert.Equal(5, vocabulary.EncodeCharacters("你好 😀!", ids));
        Assert.Equal(vocabulary.Encode(["你", "好", " ", "😀", "!"]), ids);
        Assert.Throws<ArgumentException>("ids", () => vocabulary.EncodeCharacters("你好", new int[1]));
        Assert.Throws<ArgumentException>("text", () => vocabulary.EncodeCharacters("a\uD83D", new int[5]));
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        var vocabulary = Vocabulary.Build([["a"]]);
        Assert.Contains("from 0 to 2, found 3", Assert.Throws<ArgumentOutOfRangeException>("id", () => vocabulary[3]).Message);
        Assert.Throws<ArgumentException>("ids", () => vocabulary.Encode(["a", "a"], new int[1]));
        Assert.Throws<ArgumentException>("tokens", () => vocabulary.Decode([0, 1], new string[1]));
        Assert.Contains("'<pad>' is a token", Assert.Throws<ArgumentException>("sequences", () => Vocabulary.Build([["<pad>"]])).Message);
        Assert.Throws<ArgumentException>("sequences", () => Vocabulary.Build([[""]]));
        Assert.Throws<ArgumentException>("sequences", () => Vocabulary.Build([["\uD83D"]]));
        Assert.Throws<ArgumentException>("sequences", () => Vocabulary.Build([[]], VocabularyOptions.Labels));
        Assert.Throws<ArgumentOutOfRangeException>("MinimumCount", () => Vocabulary.Build([], new() { MinimumCount = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>("MaximumSize", () => Vocabulary.Build([], new() { MaximumSize = 2 }));
        Assert.Throws<ArgumentException>(() => Vocabulary.Build([], new() { Start = "<pad>" }));
    }
}

using CsCheck;

namespace LstmGen.Text.Tests;

public sealed class SequencePaddingTests
{
    [Fact]
    public void Sequences_are_filled_up_on_the_right()
    {
        PaddedSequences padded = SequencePadding.Pad([[5, 6], [7], [1, 2, 3]], steps: 3);
        Assert.Equal([5, 6, 0, 7, 0, 0, 1, 2, 3], padded.Values);
        Assert.Equal([2, 1, 3], padded.Lengths);
        Assert.Equal((3, 3), (padded.Count, padded.Steps));
        Assert.Equal([7, 0, 0], padded.Row(1).ToArray());
        Assert.Equal([0, -1], SequencePadding.Pad([[0]], steps: 2, padding: -1).Values);
    }

    [Fact]
    public void Nothing_is_cut_unless_asked_for()
    {
        string message = Assert.Throws<ArgumentException>("sequences", () => SequencePadding.Pad([[1], [1, 2, 3]], steps: 2)).Message;
        Assert.Contains("at most 2 tokens in sequence 1, found 3", message);
        Assert.Equal([1, 0, 1, 2], SequencePadding.Pad([[1], [1, 2, 3]], 2, overlong: Overlong.CutEnd).Values);
        Assert.Equal([1, 0, 2, 3], SequencePadding.Pad([[1], [1, 2, 3]], 2, overlong: Overlong.CutStart).Values);
    }

    [Fact]
    public void Rows_hold_their_sequences_and_padding_alone() =>
        Gen.Select(Gen.Int[-1, 1 << 24].Array[1, 6].Array[0, 5], Gen.Int[6, 8]).Sample((sequences, steps) =>
        {
            PaddedSequences padded = SequencePadding.Pad(sequences, steps, padding: 9);
            float[] row = new float[steps];
            for (int i = 0; i < sequences.Length; i++)
            {
                Assert.Equal(sequences[i], padded.Row(i)[..padded.Lengths[i]].ToArray().Select(value => (int)value));
                Assert.All(padded.Row(i)[padded.Lengths[i]..].ToArray(), value => Assert.Equal(9, value));
                Assert.Equal(padded.Lengths[i], SequencePadding.Pad(sequences[i], row, padding: 9));
                Assert.Equal(padded.Row(i), row);
            }
        });

    [Fact]
    public void Characters_of_words_of_sentences()
    {
        var vocabulary = Vocabulary.Build([["c"], ["b", "b"], ["a", "a", "a"], ["😀", "😀", "😀", "😀"]]);
        PaddedCharacters padded = SequencePadding.PadCharacters([["ab", "😀"], ["cxa"]], vocabulary, words: 3, characters: 4);
        Assert.Equal([3, 4, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0], padded.Row(0).ToArray());
        Assert.Equal([5, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], padded.Row(1).ToArray());
        Assert.Equal([2, 1], padded.Lengths);
        Assert.Equal([2, 1, 0, 3, 0, 0], padded.WordLengths);
        Assert.Equal((2, 3, 4), (padded.Count, padded.Words, padded.Characters));
    }

    [Fact]
    public void Words_and_sentences_are_cut_when_asked_to()
    {
        var vocabulary = Vocabulary.Build([["a", "b", "😀"]]);
        string[][] sentences = [["ab😀", "b", "a"]];
        Assert.Contains("2 words in sentence 0, found 3", Assert.Throws<ArgumentException>("sentences", () => SequencePadding.PadCharacters(sentences, vocabulary, 2, 3)).Message);
        Assert.Contains("2 characters in the word ab😀, found 3", Assert.Throws<ArgumentException>("sentence", () => SequencePadding.PadCharacters(sentences, vocabulary, 3, 2)).Message);
        Assert.Equal([2, 3, 3, 0], SequencePadding.PadCharacters(sentences, vocabulary, 2, 2, Overlong.CutEnd, Overlong.CutEnd).Values);
        Assert.Equal([3, 0, 2, 0], SequencePadding.PadCharacters(sentences, vocabulary, 2, 2, Overlong.CutStart, Overlong.CutStart).Values);
        Assert.Equal([3, 4, 3, 0], SequencePadding.PadCharacters(sentences, vocabulary, 2, 2, Overlong.CutEnd, Overlong.CutStart).Values);
    }

    [Fact]
    public void A_row_used_again_keeps_nothing_of_what_was_in_it()
    {
        var vocabulary = Vocabulary.Build([["a", "b"]]);
        float[] row = [9, 9, 9, 9];
        int[] lengths = [9, 9];
        SequencePadding.PadCharacters(["b"], vocabulary, row, lengths);
        Assert.Equal([3, 0, 0, 0], row);
        Assert.Equal([1, 0], lengths);
        SequencePadding.Pad([5], row);
        Assert.Equal([5, 0, 0, 0], row);
    }

    [Fact]
    public void Padding_into_spans_does_not_allocate()
    {
        var vocabulary = Vocabulary.Build([["a", "b", "😀"]]);
        int[] ids = [1, 2, 3], lengths = new int[2];
        string[] words = ["ab", "😀b"];
        float[] row = new float[6];
        Work();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Work();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Work()
        {
            SequencePadding.Pad(ids, row);
            SequencePadding.PadCharacters(words, vocabulary, row, lengths);
        }
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        var vocabulary = Vocabulary.Build([["a"]]);
        float[] row = new float[6];
        int[] lengths = new int[2];
        Assert.Contains("in sequence 1, found none", Assert.Throws<ArgumentException>("sequences", () => SequencePadding.Pad([[1], []], 2)).Message);
        Assert.Throws<ArgumentOutOfRangeException>("sequences", () => SequencePadding.Pad([[-2]], 2));
        Assert.Throws<ArgumentOutOfRangeException>("sequence", () => SequencePadding.Pad([(1 << 24) + 1], row));
        Assert.Throws<ArgumentOutOfRangeException>("padding", () => SequencePadding.Pad([1], row, padding: -2));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => SequencePadding.Pad([[1]], 0));
        Assert.Throws<ArgumentException>("row", () => SequencePadding.PadCharacters(["a"], vocabulary, row.AsSpan(1), lengths));
        Assert.Throws<ArgumentException>("sentence", () => SequencePadding.PadCharacters(["a", "a", "a"], vocabulary, row, lengths));
        Assert.Throws<ArgumentException>("sentence", () => SequencePadding.PadCharacters(["a", ""], vocabulary, row, lengths));
        Assert.Throws<ArgumentException>("sentences", () => SequencePadding.PadCharacters([[]], vocabulary, 2, 2));
        Assert.Throws<ArgumentException>("vocabulary", () => SequencePadding.PadCharacters(["a"], Vocabulary.Build([["a"]], VocabularyOptions.Labels), row, lengths));
    }
}

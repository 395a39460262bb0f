namespace LstmGen.Text;

public static partial class SequencePadding
{
    /// <summary>The characters of each word of each sentence, as rows of words × characters, padded on the right.</summary>
    /// <param name="sentences">Their words; no sentence and no word is empty.</param>
    /// <param name="vocabulary">The characters, by <see cref="CharacterTokenizer"/>, with an id for padding.</param>
    /// <param name="words">Words in a row, at least 1: the model's look-back.</param>
    /// <param name="characters">Characters in a word, at least 1.</param>
    /// <param name="overlongSentences">What to do with a sentence of more words.</param>
    /// <param name="overlongWords">What to do with a word of more characters.</param>
    /// <exception cref="ArgumentException">
    /// A sentence or word is empty, or too long and not to be cut; a character is unknown and the vocabulary has no id for that, or none for padding.
    /// </exception>
    public static PaddedCharacters PadCharacters(
        IReadOnlyList<string[]> sentences,
        Vocabulary vocabulary,
        int words,
        int characters,
        Overlong overlongSentences = Overlong.Refuse,
        Overlong overlongWords = Overlong.Refuse)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        ArgumentOutOfRangeException.ThrowIfLessThan(words, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(characters, 1);
        float[] values = new float[checked(sentences.Count * words * characters)];
        int[] wordLengths = new int[sentences.Count * words];
        int[] lengths = new int[sentences.Count];
        for (int i = 0; i < lengths.Length; i++)
        {
            Range kept = Kept(sentences[i].Length, words, overlongSentences, "words", "sentence ", i, nameof(sentences));
            Span<float> row = values.AsSpan(i * words * characters, words * characters);
            lengths[i] = PadCharacters(sentences[i].AsSpan()[kept], vocabulary, row, wordLengths.AsSpan(i * words, words), overlongWords);
        }

        return new(values, lengths, wordLengths, words, characters);
    }

    /// <summary>Writes the characters of one sentence's words into a row of words × characters, padded on the right, without allocating.</summary>
    /// <param name="sentence">Its words, at least one and at most as many as there are word lengths.</param>
    /// <param name="vocabulary">The characters, by <see cref="CharacterTokenizer"/>, with an id for padding.</param>
    /// <param name="row">The row: a whole number of characters for each word length.</param>
    /// <param name="wordLengths">For each word of the row the number of characters before the padding, 0 for the words that are padding.</param>
    /// <param name="overlongWords">What to do with a word of more characters than there is room for.</param>
    /// <returns>The number of words before the padding.</returns>
    /// <exception cref="ArgumentException">
    /// The sentence or a word is empty or too long, or the row is no whole number of words; a character is unknown and the vocabulary has no id for that, or none for padding.
    /// </exception>
    public static int PadCharacters(
        ReadOnlySpan<string> sentence,
        Vocabulary vocabulary,
        Span<float> row,
        Span<int> wordLengths,
        Overlong overlongWords = Overlong.Refuse)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        if (row.IsEmpty || wordLengths.IsEmpty || row.Length % wordLengths.Length != 0)
        {
            throw new ArgumentException($"Expected a row of as many characters for each of {wordLengths.Length} words, found {row.Length}.", nameof(row));
        }

        int padding = vocabulary.PaddingId
            ?? throw new ArgumentException("Expected a vocabulary with an id for padding, found one without.", nameof(vocabulary));
        Kept(sentence.Length, wordLengths.Length, Overlong.Refuse, "words", "the sentence", "", nameof(sentence));
        int characters = row.Length / wordLengths.Length;
        row.Fill(Exact(padding, nameof(vocabulary)));
        wordLengths.Clear();
        for (int i = 0; i < sentence.Length; i++)
        {
            wordLengths[i] = FillWord(sentence[i], vocabulary, row.Slice(i * characters, characters), overlongWords);
        }

        return sentence.Length;
    }

    private static int FillWord(string word, Vocabulary vocabulary, Span<float> row, Overlong overlong)
    {
        int count = 0;
        for (int i = 0; i < word.Length; i += CharacterTokenizer.LengthAt(word, i))
        {
            count++;
        }

        (int start, int length) = Kept(count, row.Length, overlong, "characters", "the word ", word, "sentence").GetOffsetAndLength(count);
        int number = 0;
        for (int i = 0; i < word.Length; number++)
        {
            int units = CharacterTokenizer.LengthAt(word, i);
            if (number >= start && number < start + length)
            {
                row[number - start] = Exact(vocabulary.IdOf(word.AsSpan(i, units)), nameof(vocabulary));
            }

            i += units;
        }

        return length;
    }
}

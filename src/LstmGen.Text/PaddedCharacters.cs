namespace LstmGen.Text;

/// <summary>The characters of the words of sentences, as rows of one size.</summary>
/// <param name="Values">Sentence by sentence, word by word, <paramref name="Characters"/> ids each as floats, the padding on the right.</param>
/// <param name="Lengths">For each sentence the number of words before the padding, 1 … words.</param>
/// <param name="WordLengths">Sentence by sentence, for each word the number of characters before the padding; 0 for the words that are padding.</param>
/// <param name="Words">Words in a row.</param>
/// <param name="Characters">Characters in a word.</param>
public sealed record PaddedCharacters(float[] Values, int[] Lengths, int[] WordLengths, int Words, int Characters)
{
    /// <summary>Number of sentences.</summary>
    public int Count => Lengths.Length;

    /// <summary>The characters of one sentence: words × characters, padding and all.</summary>
    /// <param name="index">The sentence, 0 … count − 1.</param>
    public ReadOnlySpan<float> Row(int index) => Values.AsSpan(index * Words * Characters, Words * Characters);

    /// <summary>Sentences, words and characters.</summary>
    public override string ToString() => FormattableString.Invariant($"{Count} sentence{(Count == 1 ? "" : "s")} of at most {Words} words of at most {Characters} characters");
}

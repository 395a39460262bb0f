namespace LstmGen.Kernels;

public static partial class CtcRow
{
    /// <summary>The labels of the likeliest alignment: the best symbol of each frame (of equals the lowest), repeats joined, blanks dropped.</summary>
    /// <param name="symbols">The number of symbols, with the blank.</param>
    /// <param name="blank">Where the blank stands.</param>
    /// <param name="logits">n × symbols values.</param>
    /// <param name="labels">Receives the labels; room for n.</param>
    /// <returns>How many labels there are.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a logit is NaN.</exception>
    public static int Greedy(int symbols, Blank blank, ReadOnlySpan<float> logits, Span<int> labels)
    {
        int frames = HeadRows.Steps(logits.Length, symbols, nameof(logits));
        HeadRows.CheckRoom(labels.Length, frames, nameof(labels));
        int count = 0, before = IndexOf(blank, symbols), empty = before;
        for (int frame = 0; frame < frames; frame++)
        {
            int symbol = SoftmaxRow.Best(logits.Slice(frame * symbols, symbols));
            if (symbol != before && symbol != empty) labels[count++] = symbol;
            before = symbol;
        }

        return count;
    }
}

namespace LstmGen.Text;

/// <summary>Fills sequences of ids up to the length a model was compiled for. Ids become floats, which hold them exactly up to 2²⁴.</summary>
public static partial class SequencePadding
{
    private const int LargestId = 1 << 24;

    /// <summary>Sequences as rows of one length, padded on the right.</summary>
    /// <param name="sequences">Ids from −1 to 2²⁴ (−1 is what losses and measures ignore); no sequence is empty.</param>
    /// <param name="steps">The length of a row, at least 1: the model's look-back.</param>
    /// <param name="padding">The id to fill up with: 0 for tokens, −1 for true tags.</param>
    /// <param name="overlong">What to do with a sequence longer than a row.</param>
    /// <exception cref="ArgumentException">A sequence is empty, or too long and not to be cut, or an id does not fit.</exception>
    public static PaddedSequences Pad(IReadOnlyList<int[]> sequences, int steps, int padding = 0, Overlong overlong = Overlong.Refuse)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        float[] values = new float[checked(sequences.Count * steps)];
        int[] lengths = new int[sequences.Count];
        for (int i = 0; i < lengths.Length; i++)
        {
            Range kept = Kept(sequences[i].Length, steps, overlong, "tokens", "sequence ", i, nameof(sequences));
            lengths[i] = Fill(sequences[i].AsSpan()[kept], values.AsSpan(i * steps, steps), padding, nameof(sequences));
        }

        return new(values, lengths, steps);
    }

    /// <summary>Writes one sequence into a row, padded on the right, without allocating.</summary>
    /// <param name="sequence">Ids from −1 to 2²⁴, at least one.</param>
    /// <param name="row">The row, filled to its end.</param>
    /// <param name="padding">The id to fill up with.</param>
    /// <param name="overlong">What to do with a sequence longer than the row.</param>
    /// <returns>The number of steps before the padding.</returns>
    /// <exception cref="ArgumentException">The sequence is empty, or too long and not to be cut, or an id does not fit.</exception>
    public static int Pad(ReadOnlySpan<int> sequence, Span<float> row, int padding = 0, Overlong overlong = Overlong.Refuse) =>
        Fill(sequence[Kept(sequence.Length, row.Length, overlong, "tokens", "the sequence", "", nameof(sequence))], row, padding, nameof(sequence));

    private static int Fill(ReadOnlySpan<int> sequence, Span<float> row, int padding, string argument)
    {
        for (int i = 0; i < sequence.Length; i++)
        {
            row[i] = Exact(sequence[i], argument);
        }

        row[sequence.Length..].Fill(Exact(padding, nameof(padding)));
        return sequence.Length;
    }

    private static float Exact(int id, string argument) =>
        id is >= -1 and <= LargestId
            ? id
            : throw new ArgumentOutOfRangeException(argument, id, $"Expected ids from -1 to {LargestId}, found {id}.");

    /// <summary>The part of a sequence that goes into a row.</summary>
    private static Range Kept<T>(int length, int room, Overlong overlong, string elements, string what, T name, string argument)
    {
        if (length == 0)
        {
            throw new ArgumentException($"Expected at least one of the {elements} in {what}{name}, found none.", argument);
        }

        return (length > room, overlong) switch
        {
            (false, _) => ..length,
            (true, Overlong.CutEnd) => ..room,
            (true, Overlong.CutStart) => (length - room)..length,
            _ => throw new ArgumentException($"Expected at most {room} {elements} in {what}{name}, found {length}; {nameof(Overlong)} says what to cut.", argument),
        };
    }
}

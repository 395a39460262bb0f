namespace LstmGen;

public sealed partial class WindowDataset
{
    /// <summary>Sequences of token ids, each with one class: for classifiers.</summary>
    /// <param name="sequences">
    /// Whole steps of ids, each sequence at least one step and at most <paramref name="lookBack"/>; padded with zeros on the right, and their lengths kept. Ids are at most
    /// 16,777,216 in size.
    /// </param>
    /// <param name="classes">A class for each, from 0.</param>
    /// <param name="lookBack">Steps in one window, at least 1.</param>
    /// <param name="features">Ids in one step, at least 1.</param>
    /// <exception cref="ArgumentException">There are no sequences, or not as many classes, or one is empty or too long: it is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static WindowDataset FromTokens(IReadOnlyList<int[]> sequences, ReadOnlySpan<int> classes, int lookBack, int features = 1)
    {
        float[] targets = new float[classes.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = ToFloat(classes[i], 0, nameof(classes), i);
        }

        return FromTokens(sequences, targets, lookBack, features);
    }

    /// <summary>Sequences of token ids, each with targets of their own: for regression, several labels, or labels without alignment.</summary>
    /// <param name="sequences">Whole steps of ids, each sequence at least one step and at most <paramref name="lookBack"/>; padded on the right, and their lengths kept.</param>
    /// <param name="targets">As many values for each sequence, one sequence after another, finite. Not copied.</param>
    /// <param name="lookBack">Steps in one window, at least 1.</param>
    /// <param name="features">Ids in one step, at least 1.</param>
    /// <exception cref="ArgumentException">There are no sequences, or not as many targets, or one is empty or too long: it is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static WindowDataset FromTokens(IReadOnlyList<int[]> sequences, ReadOnlyMemory<float> targets, int lookBack, int features = 1)
    {
        (float[] inputs, int[] lengths) = Lay(sequences, lookBack, features, 0, nameof(sequences));
        return From(inputs, targets, lookBack, features, scaleTargets: false).WithLengths(lengths);
    }

    /// <summary>Sequences of token ids, with a tag for each step: for taggers, and for the next token.</summary>
    /// <param name="sequences">Whole steps of ids, each sequence at least one step and at most <paramref name="lookBack"/>; padded on the right, and their lengths kept.</param>
    /// <param name="tags">For each sequence a tag for each of its steps, from 0, or −1 for what the loss shall not count.</param>
    /// <param name="lookBack">Steps in one window, at least 1.</param>
    /// <param name="features">Ids in one step, at least 1.</param>
    /// <exception cref="ArgumentException">There are no sequences, or not as many tags, or one is empty or too long: it is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static WindowDataset FromTokens(IReadOnlyList<int[]> sequences, IReadOnlyList<int[]> tags, int lookBack, int features = 1)
    {
        (float[] inputs, int[] lengths) = Lay(sequences, lookBack, features, 0, nameof(sequences));
        CheckTags(tags, lengths);
        (float[] targets, _) = Lay(tags, lookBack, 1, -1, nameof(tags));
        return From(inputs, targets, lookBack, features, targetColumns: 1, scaleTargets: false).WithLengths(lengths);
    }

    /// <summary>Throws if the tags are not one for each step of each sequence.</summary>
    private static void CheckTags(IReadOnlyList<int[]> tags, int[] lengths)
    {
        ArgumentNullException.ThrowIfNull(tags);
        if (tags.Count != lengths.Length)
        {
            throw new ArgumentException($"Expected tags for each of {lengths.Length} sequences, found {tags.Count}.", nameof(tags));
        }

        for (int i = 0; i < lengths.Length; i++)
        {
            if (tags[i].Length != lengths[i])
            {
                throw new ArgumentException($"Expected {lengths[i]} tags, one per step of sequence {i}, but got {tags[i].Length}.", nameof(tags));
            }
        }
    }

    /// <summary>Sequences as rows of one length.</summary>
    private static (float[] Rows, int[] Lengths) Lay(IReadOnlyList<int[]> sequences, int lookBack, int features, int least, string name)
    {
        ArgumentNullException.ThrowIfNull(sequences, name);
        ArgumentOutOfRangeException.ThrowIfLessThan(lookBack, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        int size = checked(lookBack * features);
        float[] rows = new float[checked(sequences.Count * size)];
        int[] lengths = new int[sequences.Count];
        for (int i = 0; i < lengths.Length; i++)
        {
            int[] sequence = sequences[i];
            if (sequence.Length == 0 || sequence.Length > size || sequence.Length % features != 0)
            {
                string step = features == 1 ? "" : $" of {features} ids";
                throw new ArgumentException($"Sequence {i} has {sequence.Length} ids; expected 1 to {lookBack} steps{step}.", name);
            }

            lengths[i] = sequence.Length / features;
            for (int j = 0; j < sequence.Length; j++)
            {
                rows[i * size + j] = ToFloat(sequence[j], least, name, i, j);
            }

            // Past its steps a tag is none; an id is 0.
            rows.AsSpan(i * size + sequence.Length, size - sequence.Length).Fill(least);
        }

        return (rows, lengths);
    }

    /// <summary>An id as a float that holds it exactly.</summary>
    private static float ToFloat(int id, int least, string name, int sequence, int place = -1)
    {
        const int largest = 1 << 24;
        if (id >= least && id <= largest) return id;
        string where = place < 0 ? $"number {sequence}" : $"number {place} of sequence {sequence}";
        throw new ArgumentException($"Expected whole numbers from {least} to {largest}; {where} is {id}.", name);
    }
}

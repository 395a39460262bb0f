using LstmGen.Checks;

namespace LstmGen;

// Sequences of numbers of any lengths: the twin of FromTokens.
public sealed partial class WindowDataset
{
    /// <summary>Sequences of numbers, each with one class: for classifiers.</summary>
    /// <param name="sequences">
    /// Whole steps of numbers, each sequence at least one step and at most <paramref name="lookBack"/>, finite; they are copied, padded with zeros on the right, and their lengths kept. Longer ones are
    /// read in parts by a model with <c>Stateful = true</c>: see <see cref="StreamsOf(IReadOnlyList{float[]}, IReadOnlyList{float[]}, int, int, int, int, bool)"/>.
    /// </param>
    /// <param name="classes">A class for each, from 0.</param>
    /// <param name="lookBack">Steps in one window, at least 1: those of the longest sequence, or more.</param>
    /// <param name="features">Numbers in one step, at least 1.</param>
    /// <exception cref="ArgumentException">There are no sequences, or not as many classes, or one is empty, too long or not finite: it is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static WindowDataset FromSequences(IReadOnlyList<float[]> sequences, ReadOnlySpan<int> classes, int lookBack, int features = 1)
    {
        float[] targets = new float[classes.Length];
        for (int i = 0; i < targets.Length; i++)
        {
            targets[i] = ToFloat(classes[i], 0, nameof(classes), i);
        }

        return FromSequences(sequences, targets, lookBack, features, scaleTargets: false);
    }

    /// <summary>Sequences of numbers, each with targets of its own: for regression, several labels, or labels without alignment.</summary>
    /// <param name="sequences">Whole steps of numbers, each sequence at least one step and at most <paramref name="lookBack"/>, finite; padded on the right, and their lengths kept.</param>
    /// <param name="targets">As many values for each sequence, one sequence after another, finite. Not copied.</param>
    /// <param name="lookBack">Steps in one window, at least 1.</param>
    /// <param name="features">Numbers in one step, at least 1.</param>
    /// <param name="targetColumns">Values per target step; they share one scale over the steps. 0, the default, gives every value of the target a scale of its own.</param>
    /// <param name="scaleTargets">Whether a scaler works on the targets too. False for classes and probabilities.</param>
    /// <exception cref="ArgumentException">There are no sequences, or not as many targets, or one is empty, too long or not finite: it is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static WindowDataset FromSequences(
        IReadOnlyList<float[]> sequences, ReadOnlyMemory<float> targets, int lookBack, int features = 1, int targetColumns = 0, bool scaleTargets = true)
    {
        (float[] inputs, int[] lengths) = Lay(sequences, lookBack, features, 0f, nameof(sequences));
        return From(inputs, targets, lookBack, features, targetColumns, scaleTargets).WithLengths(lengths);
    }

    /// <summary>Sequences of numbers, with targets for each of their steps: for models with an output at every step.</summary>
    /// <param name="sequences">Whole steps of numbers, each sequence at least one step and at most <paramref name="lookBack"/>, finite; padded on the right, and their lengths kept.</param>
    /// <param name="targets">For each sequence the targets of each of its steps, step by step, finite.</param>
    /// <param name="lookBack">Steps in one window, at least 1.</param>
    /// <param name="features">Numbers in one step, at least 1.</param>
    /// <param name="targetColumns">Targets of one step, at least 1.</param>
    /// <param name="scaleTargets">Whether a scaler works on the targets too. False for labels and probabilities.</param>
    /// <exception cref="ArgumentException">There are no sequences, or targets for other steps, or one is empty, too long or not finite: it is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static WindowDataset FromSequences(
        IReadOnlyList<float[]> sequences, IReadOnlyList<float[]> targets, int lookBack, int features = 1, int targetColumns = 1, bool scaleTargets = true)
    {
        (float[] inputs, int[] lengths) = Lay(sequences, lookBack, features, 0f, nameof(sequences));
        CheckSteps(targets, lengths, targetColumns);
        (float[] laid, _) = Lay(targets, lookBack, targetColumns, 0f, nameof(targets));
        return From(inputs, laid, lookBack, features, targetColumns, scaleTargets).WithLengths(lengths);
    }

    /// <summary>Sequences of numbers, with a class for each of their steps: for models that tag every step.</summary>
    /// <param name="sequences">Whole steps of numbers, each sequence at least one step and at most <paramref name="lookBack"/>, finite; padded on the right, and their lengths kept.</param>
    /// <param name="tags">For each sequence a class for each of its steps, from 0, or −1 for what the loss shall not count.</param>
    /// <param name="lookBack">Steps in one window, at least 1.</param>
    /// <param name="features">Numbers in one step, at least 1.</param>
    /// <exception cref="ArgumentException">There are no sequences, or not as many tags, or one is empty, too long or not finite: it is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static WindowDataset FromSequences(IReadOnlyList<float[]> sequences, IReadOnlyList<int[]> tags, int lookBack, int features = 1)
    {
        (float[] inputs, int[] lengths) = Lay(sequences, lookBack, features, 0f, nameof(sequences));
        CheckTags(tags, lengths);
        (float[] targets, _) = Lay(tags, lookBack, 1, -1, nameof(tags));
        return From(inputs, targets, lookBack, features, targetColumns: 1, scaleTargets: false).WithLengths(lengths);
    }

    /// <summary>Sequences as rows of one length.</summary>
    private static (float[] Rows, int[] Lengths) Lay(IReadOnlyList<float[]> sequences, int lookBack, int features, float padding, string name)
    {
        CheckSequences(sequences, features, name);
        ArgumentOutOfRangeException.ThrowIfLessThan(lookBack, 1);
        int size = checked(lookBack * features);
        float[] rows = new float[checked(sequences.Count * size)];
        if (padding != 0f) rows.AsSpan().Fill(padding);
        int[] lengths = new int[sequences.Count];
        for (int i = 0; i < lengths.Length; i++)
        {
            if (sequences[i].Length > size)
            {
                throw new ArgumentException($"Expected sequences of 1 to {lookBack} steps, but sequence {i} has {sequences[i].Length / features}.", name);
            }

            lengths[i] = sequences[i].Length / features;
            sequences[i].CopyTo(rows, i * size);
        }

        return (rows, lengths);
    }

    /// <summary>Throws if a sequence is no whole number of steps, at least one, of finite numbers.</summary>
    private static void CheckSequences(IReadOnlyList<float[]> sequences, int features, string name)
    {
        ArgumentNullException.ThrowIfNull(sequences, name);
        ArgumentOutOfRangeException.ThrowIfLessThan(features, 1);
        if (sequences.Count == 0) throw new ArgumentException("Expected at least one sequence, but got none.", name);
        for (int i = 0; i < sequences.Count; i++)
        {
            float[] sequence = sequences[i] ?? throw new ArgumentException($"Expected sequences, but sequence {i} is null.", name);
            if (sequence.Length == 0 || sequence.Length % features != 0)
            {
                throw new ArgumentException($"Expected whole steps of {features} numbers, at least one step, but sequence {i} has {sequence.Length} numbers.", name);
            }

            if (Finite.IndexOfBad(sequence) is var bad and >= 0)
            {
                throw new ArgumentException($"Expected finite numbers, but step {bad / features} of sequence {i} has {Finite.Describe(sequence[bad])} in column {bad % features}.", name);
            }
        }
    }

    /// <summary>Throws if the targets are not as many for each step of each sequence.</summary>
    private static void CheckSteps(IReadOnlyList<float[]> targets, int[] lengths, int columns)
    {
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1, "targetColumns");
        if (targets.Count != lengths.Length) throw new ArgumentException($"Expected targets for each of {lengths.Length} sequences, but got {targets.Count}.", nameof(targets));
        for (int i = 0; i < lengths.Length; i++)
        {
            if (targets[i].Length != (long)lengths[i] * columns)
            {
                throw new ArgumentException($"Expected {(long)lengths[i] * columns} targets, {columns} per step of sequence {i}, but got {targets[i].Length}.", nameof(targets));
            }
        }
    }
}

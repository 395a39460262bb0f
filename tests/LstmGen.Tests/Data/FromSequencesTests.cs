using CsCheck;

namespace LstmGen.Tests.Data;

/// <summary>Sequences of numbers of any lengths, as windows and as streams.</summary>
public sealed class FromSequencesTests
{
    private static readonly Gen<(float[][] Sequences, float[][] Targets, int Features, int Columns, int LookBack)> s_cases =
        from features in Gen.Int[1, 3]
        from columns in Gen.Int[1, 2]
        from lookBack in Gen.Int[1, 7]
        from steps in Gen.Int[1, 7].Array[1, 9]
        from seed in Gen.Int[0, 1000]
        select Draw(steps, features, columns, lookBack, seed);

    [Fact]
    public void Each_window_is_its_sequence_and_zeros_behind() => s_cases.Sample(c =>
    {
        int longest = c.Sequences.Max(sequence => sequence.Length / c.Features) + c.LookBack - 1;
        WindowDataset windows = WindowDataset.FromSequences(c.Sequences, c.Targets, longest, c.Features, c.Columns);
        Assert.Equal((c.Sequences.Length, longest, c.Features, c.Columns), (windows.Count, windows.LookBack, windows.Features, windows.TargetColumns));
        float[] input = new float[windows.InputSize], target = new float[windows.TargetSize];
        for (int i = 0; i < windows.Count; i++)
        {
            windows.CopyInput(i, input);
            windows.CopyTarget(i, target);
            Assert.Equal(c.Sequences[i].Length / c.Features, windows.LengthOf(i));
            Assert.Equal([.. c.Sequences[i], .. new float[input.Length - c.Sequences[i].Length]], input);
            Assert.Equal([.. c.Targets[i], .. new float[target.Length - c.Targets[i].Length]], target);
        }
    });

    [Fact]
    public void Classes_targets_and_tags_stand_beside_their_sequences()
    {
        float[][] sequences = [[1, 2, 3, 4], [5, 6]];
        WindowDataset classes = WindowDataset.FromSequences(sequences, [2, 0], lookBack: 3, features: 2);
        WindowDataset values = WindowDataset.FromSequences(sequences, (float[])[0.5f, 1, 1.5f, 2], lookBack: 3, features: 2);
        WindowDataset tags = WindowDataset.FromSequences(sequences, (int[][])[[1, -1], [3]], lookBack: 3, features: 2);
        Assert.Equal("2 windows of 3 steps × 2 features, targets of 1 step × 1 value, with lengths", classes.ToString());
        Assert.Equal([2f], Target(classes, 0));
        Assert.Equal([1.5f, 2f], Target(values, 1));
        Assert.Equal([1f, -1f, -1f], Target(tags, 0));
        Assert.Equal([3f, -1f, -1f], Target(tags, 1));
        Assert.Equal(1f, Scaler.Fit(Scaling.MinMax, classes).OutputScales[0]);
        Assert.NotEqual(1f, Scaler.Fit(Scaling.Standard, values).OutputScales[0]);
    }

    [Fact]
    public void What_is_no_sequence_is_named()
    {
        Says("sequence 1 has 3", () => WindowDataset.FromSequences([[1, 2], [1, 2, 3]], [0, 0], 4, features: 2));
        Says("sequence 1 has 4", () => WindowDataset.FromSequences([[1], [1, 2, 3, 4]], [0, 0], 3));
        Says("sequence 0 has 0", () => WindowDataset.FromSequences([[]], [0], 3));
        Says("step 1 of sequence 1 has NaN in column 0", () => WindowDataset.FromSequences([[1, 2], [1, 2, float.NaN, 4]], [0, 0], 4, features: 2));
        Says("at least one sequence", () => WindowDataset.FromSequences([], (int[])[], 3));
        Says("2 per step of sequence 1, but got 1", () => WindowDataset.FromSequences([[1], [2]], (float[][])[[1, 2], [3]], 3, targetColumns: 2));
        Says("targets for each of 2", () => WindowDataset.FromSequences([[1], [2]], (float[][])[[1, 2]], 3, targetColumns: 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => WindowDataset.FromSequences([[1]], [0], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => WindowDataset.StreamsOf([[1]], [[1f]], 3, streams: 2));
    }

    /// <summary>Read along the streams, batch by batch, every sequence is there once, whole and in order, in a row of its own, and begins where it is said to.</summary>
    [Fact]
    public void Streams_hold_every_sequence_whole() => Gen.Select(s_cases, Gen.Int[1, 9]).Sample((c, wanted) =>
    {
        int streams = Math.Min(wanted, c.Sequences.Length);
        WindowDataset windows = WindowDataset.StreamsOf(c.Sequences, c.Targets, c.LookBack, streams, c.Features, c.Columns);
        int[] order = windows.StreamOrder(), bounds = windows.StreamBatches();
        Assert.Equal(streams, windows.Streams);
        Assert.Equal(Enumerable.Range(0, windows.Count), order.Order());
        Assert.Equal(windows.Count, bounds[^1]);
        List<(List<float> Inputs, List<float> Targets)>[] rows = [.. Enumerable.Range(0, streams).Select(_ => new List<(List<float> Inputs, List<float> Targets)>())];
        float[] input = new float[windows.InputSize], target = new float[windows.TargetSize];
        for (int batch = 0; batch + 1 < bounds.Length; batch++)
        {
            Assert.InRange(bounds[batch + 1] - bounds[batch], 1, streams);
            for (int place = bounds[batch]; place < bounds[batch + 1]; place++)
            {
                List<(List<float> Inputs, List<float> Targets)> row = rows[place - bounds[batch]];
                if (windows.Begins(order[place])) row.Add(([], []));
                windows.CopyInput(order[place], input);
                windows.CopyTarget(order[place], target);
                int length = windows.LengthOf(order[place]);
                row[^1].Inputs.AddRange(input[..(length * c.Features)]);
                row[^1].Targets.AddRange(target[..(length * c.Columns)]);
            }
        }

        string[] found = [.. rows.SelectMany(row => row).Select(sequence => $"{string.Join(' ', sequence.Inputs)}|{string.Join(' ', sequence.Targets)}").Order(StringComparer.Ordinal)];
        string[] expected = [.. c.Sequences.Zip(c.Targets, (sequence, targets) => $"{string.Join(' ', sequence)}|{string.Join(' ', targets)}").Order(StringComparer.Ordinal)];
        Assert.Equal(expected, found);
        int[] lengths = [.. rows.Select(row => row.Sum(sequence => (sequence.Inputs.Count / c.Features - 1) / c.LookBack + 1))];
        Assert.Equal(lengths.OrderDescending(), lengths);
        Assert.True(lengths[0] - lengths[^1] <= c.Sequences.Max(sequence => (sequence.Length / c.Features - 1) / c.LookBack + 1));
    });

    private static (float[][] Sequences, float[][] Targets, int Features, int Columns, int LookBack) Draw(int[] steps, int features, int columns, int lookBack, int seed)
    {
        var random = new Random(seed);
        return (Array.ConvertAll(steps, count => Numbers(count * features)), Array.ConvertAll(steps, count => Numbers(count * columns)), features, columns, lookBack);

        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() + 1)];
    }

    private static float[] Target(WindowDataset windows, int index)
    {
        float[] target = new float[windows.TargetSize];
        windows.CopyTarget(index, target);
        return target;
    }

    private static void Says(string part, Func<object> call) => Assert.Contains(part, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);
}

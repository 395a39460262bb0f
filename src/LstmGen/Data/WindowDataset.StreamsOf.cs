namespace LstmGen;

// Sequences longer than a window, in streams of which each begins anew where a sequence does.
public sealed partial class WindowDataset
{
    /// <summary>The windows with which each stream begins, after the last; empty where streams are equally long parts.</summary>
    private ReadOnlyMemory<int> _streamStarts;

    /// <summary>For each window whether a sequence begins with it; empty where streams go on from first to last.</summary>
    private ReadOnlyMemory<bool> _begins;

    /// <summary>
    /// Sequences of numbers of any lengths, with targets for each of their steps, for models with <c>Stateful = true</c>: each sequence is cut into windows that follow one another, and the state goes on
    /// from one to the next and begins at zero where the next sequence begins, stream by stream. The whole of a sequence lies in one stream.
    /// </summary>
    /// <remarks>
    /// Sequences are dealt to streams so that these become about equally long: the longest sequence first, each to the stream that is shortest then. While some streams have ended, batches are smaller.
    /// Nothing is padded but the last window of each sequence. A slice is no longer in streams.
    /// </remarks>
    /// <param name="sequences">Whole steps of numbers, each sequence at least one step, finite. They are copied.</param>
    /// <param name="targets">For each sequence the targets of each of its steps, step by step, finite.</param>
    /// <param name="lookBack">Steps in one window, at least 1: gradients go back as far. The last window of a sequence may be shorter.</param>
    /// <param name="streams">Sequences that are read side by side, at least 1 and at most as many as there are: windows per batch.</param>
    /// <param name="features">Numbers in one step, at least 1.</param>
    /// <param name="targetColumns">Targets of one step, at least 1.</param>
    /// <param name="scaleTargets">Whether a scaler works on the targets too. False for labels and probabilities.</param>
    /// <exception cref="ArgumentException">There are no sequences, or targets for other steps, or one is empty or not finite: it is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static WindowDataset StreamsOf(
        IReadOnlyList<float[]> sequences, IReadOnlyList<float[]> targets, int lookBack, int streams, int features = 1, int targetColumns = 1, bool scaleTargets = true)
    {
        CheckSequences(sequences, features, nameof(sequences));
        ArgumentOutOfRangeException.ThrowIfLessThan(lookBack, 1);
        if (streams < 1 || streams > sequences.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(streams), streams, $"Expected 1 to {sequences.Count} streams, at least one sequence in each.");
        }

        int[] steps = [.. sequences.Select(sequence => sequence.Length / features)];
        CheckSteps(targets, steps, targetColumns);
        CheckSequences(targets, targetColumns, nameof(targets));
        int[] pieces = Array.ConvertAll(steps, count => (count - 1) / lookBack + 1);
        int[][] dealt = Deal(pieces, streams);
        int total = pieces.Sum();
        float[] inputs = new float[checked(total * lookBack * features)], laid = new float[checked(total * lookBack * targetColumns)];
        int[] lengths = new int[total], starts = new int[streams + 1];
        bool[] begins = new bool[total];
        int window = 0;
        for (int stream = 0; stream < streams; stream++)
        {
            foreach (int sequence in dealt[stream])
            {
                // The last window alone is shorter: a sequence lies in its windows without a gap.
                sequences[sequence].CopyTo(inputs, window * lookBack * features);
                targets[sequence].CopyTo(laid, window * lookBack * targetColumns);
                begins[window] = true;
                lengths.AsSpan(window, pieces[sequence]).Fill(lookBack);
                window += pieces[sequence];
                lengths[window - 1] = steps[sequence] - (pieces[sequence] - 1) * lookBack;
            }

            starts[stream + 1] = window;
        }

        WindowDataset windows = From(inputs, laid, lookBack, features, targetColumns, scaleTargets).WithLengths(lengths);
        return new WindowDataset(windows._source, 0, total, default, windows._lengths) { Streams = streams, _streamStarts = starts, _begins = begins };
    }

    /// <summary>Whether streams begin anew where sequences do, so that they are more than parts of one.</summary>
    internal bool HasSequencesInStreams => !_begins.IsEmpty;

    /// <summary>Whether a stream begins anew with a window.</summary>
    internal bool Begins(int window) => !_begins.IsEmpty && _begins.Span[window];

    /// <summary>Where each batch begins in <see cref="StreamOrder"/>, and after the last: in a batch there is a window of every stream that has not ended.</summary>
    internal int[] StreamBatches()
    {
        int longest = 0;
        for (int stream = 0; stream < Streams; stream++)
        {
            longest = Math.Max(longest, WindowsOf(stream));
        }

        int[] bounds = new int[longest + 1];
        for (int batch = 0; batch < longest; batch++)
        {
            int rows = 0;
            for (int stream = 0; stream < Streams; stream++)
            {
                rows += WindowsOf(stream) > batch ? 1 : 0;
            }

            bounds[batch + 1] = bounds[batch] + rows;
        }

        return bounds;
    }

    /// <summary>The windows in the order in which batches take them: the first of every stream, the second of every stream, and so on. Longer streams come first, so that the row of a batch is its stream.</summary>
    internal int[] StreamOrder()
    {
        int[] order = new int[Count];
        int place = 0;
        for (int batch = 0; place < Count; batch++)
        {
            for (int stream = 0; stream < Streams; stream++)
            {
                if (WindowsOf(stream) > batch) order[place++] = FirstOf(stream) + batch;
            }
        }

        return order;
    }

    private int FirstOf(int stream) => _streamStarts.IsEmpty ? stream * (Count / Streams) + Math.Min(stream, Count % Streams) : _streamStarts.Span[stream];

    private int WindowsOf(int stream) => (stream + 1 < Streams || !_streamStarts.IsEmpty ? FirstOf(stream + 1) : Count) - FirstOf(stream);

    /// <summary>Which sequences each stream has, the streams with most windows first.</summary>
    private static int[][] Deal(int[] pieces, int streams)
    {
        List<int>[] dealt = [.. Enumerable.Range(0, streams).Select(_ => new List<int>())];
        var shortest = new PriorityQueue<int, (long Windows, int Stream)>();
        for (int stream = 0; stream < streams; stream++)
        {
            shortest.Enqueue(stream, (0, stream));
        }

        foreach (int sequence in Enumerable.Range(0, pieces.Length).OrderByDescending(sequence => pieces[sequence]))
        {
            shortest.TryDequeue(out int stream, out (long Windows, int Stream) load);
            dealt[stream].Add(sequence);
            shortest.Enqueue(stream, (load.Windows + pieces[sequence], stream));
        }

        return [.. dealt.OrderByDescending(list => list.Sum(sequence => (long)pieces[sequence])).Select(list => list.ToArray())];
    }
}

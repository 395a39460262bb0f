namespace LstmGen;

public sealed partial class WindowDataset
{
    /// <summary>Streams that the windows are read as, side by side: 0 unless <see cref="InStreams"/>, <see cref="NextTokens"/> or <see cref="StreamsOf"/> made them.</summary>
    public int Streams { get; private init; }

    /// <summary>
    /// The same windows as streams, for models with <c>Stateful = true</c>: the windows in their order are cut into so many equally long parts (the first ones
    /// a window longer where they do not come out even), and each batch takes one window of every part, in time order. A row of a batch so goes on where the
    /// same row of the batch before ended.
    /// </summary>
    /// <remarks>A slice is no longer in streams: call this again. Models without <c>Stateful</c> read such windows as any others.</remarks>
    /// <param name="count">Streams, 1 to <see cref="Count"/>: windows per batch.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many windows.</exception>
    /// <exception cref="InvalidOperationException">
    /// The windows slide over a series and the next one does not begin where one ends: take <see cref="LookBack"/> for their stride. Or they come from <see cref="StreamsOf"/>.
    /// </exception>
    public WindowDataset InStreams(int count)
    {
        if (count < 1 || count > Count)
        {
            throw new ArgumentOutOfRangeException(nameof(count), count, $"{Count} windows make 1 to {Count} streams.");
        }

        if (HasSequencesInStreams)
        {
            throw new InvalidOperationException("These windows are in streams that begin anew where sequences do: make others with StreamsOf.");
        }

        RefusePanel(nameof(InStreams), "Make streams of sequences with StreamsOf.");
        if (_source.Series is { } series && series.Stride != LookBack)
        {
            throw new InvalidOperationException(
                $"A stream goes on where a window ends, and these windows of {LookBack} steps begin every {series.Stride} steps; make them with a stride of {LookBack}.");
        }

        return new WindowDataset(_source, _first, Count, _weights, _lengths) { Streams = count };
    }

    /// <summary>
    /// A long text, to learn what comes next: windows that follow one another without a gap, each with the token behind each of its steps as target,
    /// in streams for models with <c>Stateful = true</c>.
    /// </summary>
    /// <param name="tokens">The ids in their order, 0 to 16,777,216; at least two.</param>
    /// <param name="lookBack">Steps in one window, at least 1. The last window may be shorter.</param>
    /// <param name="streams">Parts of the text that are read side by side: windows per batch.</param>
    /// <exception cref="ArgumentException">There are fewer than two tokens, or an id is out of its range: it is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the text has fewer windows than streams.</exception>
    public static WindowDataset NextTokens(ReadOnlySpan<int> tokens, int lookBack, int streams)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lookBack, 1);
        if (tokens.Length < 2)
        {
            throw new ArgumentException($"Expected at least two tokens, because the last has no next one, but got {tokens.Length}.", nameof(tokens));
        }

        int steps = tokens.Length - 1;
        int count = (steps - 1) / lookBack + 1;
        float[] inputs = new float[checked(count * lookBack)];
        float[] targets = new float[inputs.Length];
        for (int i = 0; i < tokens.Length; i++)
        {
            float id = ToFloat(tokens[i], 0, nameof(tokens), i);
            if (i < steps) inputs[i] = id;
            if (i > 0) targets[i - 1] = id;
        }

        targets.AsSpan(steps).Fill(-1f);
        WindowDataset windows = From(inputs, targets, lookBack, targetColumns: 1, scaleTargets: false);
        if (steps % lookBack != 0)
        {
            int[] lengths = new int[count];
            Array.Fill(lengths, lookBack);
            lengths[^1] = steps % lookBack;
            windows = windows.WithLengths(lengths);
        }

        return windows.InStreams(streams);
    }
}

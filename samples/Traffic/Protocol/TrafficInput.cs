namespace Traffic;

/// <summary>What a network sees of a row.</summary>
/// <param name="Scale">How counts go in and come out.</param>
/// <param name="Usual">What is usual at each time of the day, which goes in beside them; null: counts alone.</param>
internal sealed record TrafficInput(CountScale Scale, double[]? Usual = null)
{
    /// <summary>The model for it.</summary>
    public SequenceModel Create(long seed = 0) => Usual is null ? new TrafficModel(seed) : new UsualTrafficModel(seed);

    /// <summary>All windows of a series that begins at midnight; window i ends before row i + 12, which is its target.</summary>
    public WindowDataset Windows(ReadOnlySpan<float> counts)
    {
        float[] values = new float[counts.Length];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = Scale.In(counts[row]);
        }

        if (Usual is not { } usual)
        {
            return WindowDataset.Of(values, TrafficTask.LookBack);
        }

        float[] known = [.. Enumerable.Range(0, values.Length).Select(row => Scale.In((float)usual[row % PemsData.Day]))];
        return WindowDataset.Of(SeriesTable.Of(("count", values), ("usual", known)), TrafficTask.LookBack, targets: ["count"], known: ["usual"]);
    }
}

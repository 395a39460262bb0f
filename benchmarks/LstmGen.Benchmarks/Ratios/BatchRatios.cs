namespace LstmGen.Benchmarks;

/// <summary>1,024 windows on one thread: the peer's time per window, at the batch that suits it best, over ours.</summary>
internal static class BatchRatios
{
    private const int Count = 1_024;
    private static readonly int[] s_batches = [1, 32, Count];

    public static IEnumerable<Ratio> All =>
        new[] { 32, 50, 64, 128 }.Select(units => new Ratio($"batch-h{units}", () => Measure(Models.Single(units))));

    private static double Measure(SequenceModel model)
    {
        float[] windows = Models.Noise(Count * model.Description.InputSize, seed: 2);
        float[] outputs = new float[Count * model.Description.OutputSize];
        model.PredictBatch(windows, outputs);
        using var peers = new PeerBatches(model, windows, outputs, s_batches);
        Contender ours = new("LstmGen", n =>
        {
            for (int i = 0; i < n; i++) model.PredictBatch(windows, outputs);
        });
        double[] seconds = Rounds.Medians(TimeSpan.FromSeconds(7), TimeSpan.FromMilliseconds(1), [ours, .. peers.Contenders]);
        double own = seconds[0] / Count;
        double[] theirs = peers.PerWindow(seconds.AsSpan(1));
        RatioRun.Note($"{model.Description.Name}: {Count} windows in {1e6 * own:F2} µs a window, ONNX Runtime {string.Join(", ", theirs.Select((time, i) => FormattableString.Invariant($"{1e6 * time:F2} µs at {s_batches[i]}")))}");
        return theirs.Min() / own;
    }
}

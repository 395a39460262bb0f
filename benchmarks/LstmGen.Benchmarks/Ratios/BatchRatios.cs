namespace LstmGen.Benchmarks;

/// <summary>1,024 windows on one thread: the peer's time per window, at the batch that suits it best, over ours.</summary>
internal static class BatchRatios
{
    private const int Count = 1_024;
    private static readonly int[] PeerBatches = [1, 32, Count];

    public static IEnumerable<Ratio> All =>
        new[] { 32, 50, 64, 128 }.Select(units => new Ratio($"batch-h{units}", () => Measure(Models.Single(units))));

    private static double Measure(SequenceModel model)
    {
        float[] windows = Models.Noise(Count * model.Description.InputSize, seed: 2);
        float[] outputs = new float[Count * model.Description.OutputSize];
        model.PredictBatch(windows, outputs);
        Peer[] peers = [.. PeerBatches.Select(batch => new Peer(model, batch))];
        try
        {
            foreach (Peer peer in peers)
            {
                peer.Load(windows);
                peer.Run();
                Agreement.Require(outputs.AsSpan(0, peer.Outputs.Length), peer.Outputs);
            }

            Contender ours = new("LstmGen", n =>
            {
                for (int i = 0; i < n; i++) model.PredictBatch(windows, outputs);
            });
            double[] seconds = Rounds.Medians(
                TimeSpan.FromSeconds(7), TimeSpan.FromMilliseconds(1), [ours, .. peers.Select(Contender)]);
            double[] perWindow = [seconds[0] / Count, .. peers.Select((peer, i) => seconds[i + 1] / peer.Windows)];
            RatioRun.Note($"{model.Description.Name}: {Count} windows in {1e6 * perWindow[0]:F2} µs a window, ONNX Runtime {string.Join(", ", peers.Select((peer, i) => FormattableString.Invariant($"{1e6 * perWindow[i + 1]:F2} µs at {peer.Windows}")))}");
            return perWindow[1..].Min() / perWindow[0];
        }
        finally
        {
            Array.ForEach(peers, peer => peer.Dispose());
        }
    }

    private static Contender Contender(Peer peer) => new($"ONNX Runtime at {peer.Windows}", n =>
    {
        for (int i = 0; i < n; i++) peer.Run();
    });
}

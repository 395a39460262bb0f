namespace LstmGen.Benchmarks;

/// <summary>A whole training step with Adam, batch 32, one thread: TorchSharp's time over ours.</summary>
internal static class TorchRatio
{
    private const int Units = 50;
    private const int Windows = 32;

    public static Ratio Ratio { get; } = new("train-torch-h50", Measure);

    private static double Measure()
    {
        SequenceModel model = Models.Single(Units);
        float[] inputs = Models.Noise(Windows * model.Description.InputSize, seed: 2), targets = Models.Noise(Windows * model.Description.OutputSize, seed: 3);
        using var peer = new PeerTorch(model, Units, Windows, inputs, targets);
        float[] ours = new float[targets.Length];
        model.PredictBatch(inputs, ours);
        Agreement.Require(ours, peer.Predict());

        var batch = new TrainingBatch(model, Windows);
        double[] seconds = Rounds.Medians(
            TimeSpan.FromSeconds(7),
            TimeSpan.FromMilliseconds(1),
            new Contender("TorchSharp", peer.Train),
            new Contender("LstmGen", n => batch.Train(n, threads: 1)));
        RatioRun.Note($"{model.Description.Name}: a training step of {Windows} windows in {1e6 * seconds[1]:F1} µs, TorchSharp {1e6 * seconds[0]:F1} µs");
        return seconds[0] / seconds[1];
    }
}

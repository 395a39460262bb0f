namespace LstmGen.Benchmarks;

/// <summary>One window: the peer's time over ours.</summary>
internal static class WindowRatios
{
    public static IEnumerable<Ratio> All =>
        new[] { 16, 32, 50, 64, 128 }.Select(units => new Ratio($"window-h{units}", () => Measure(() => Models.Single(units))));

    public static Ratio Stacked { get; } = new("stacked-50x50", () => Measure(() => Models.Disturbed(new Stacked50x50())));

    private static double Measure(Func<SequenceModel> create)
    {
        SequenceModel model = create();
        float[] window = Models.Noise(model.Description.InputSize, seed: 2);
        float[] output = new float[model.Description.OutputSize];
        using var peer = new Peer(model, windows: 1);
        peer.Load(window);
        peer.Run();
        model.Predict(window, output);
        Agreement.Require(output, peer.Outputs);

        double[] seconds = Rounds.Medians(TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(1),
            new Contender("ONNX Runtime", n =>
            {
                for (int i = 0; i < n; i++) peer.Run();
            }),
            new Contender("LstmGen", n =>
            {
                for (int i = 0; i < n; i++) model.Predict(window, output);
            }));
        RatioRun.Note($"{model.Description.Name}: a window in {1e6 * seconds[1]:F2} µs, ONNX Runtime {1e6 * seconds[0]:F2} µs");
        return seconds[0] / seconds[1];
    }
}

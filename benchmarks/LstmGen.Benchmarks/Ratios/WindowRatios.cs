namespace LstmGen.Benchmarks;

/// <summary>One window: the peer's time over ours.</summary>
internal static class WindowRatios
{
    private const int Compared = 16;

    public static IEnumerable<Ratio> All =>
        new[] { 16, 32, 50, 64, 128 }.Select(units => new Ratio($"window-h{units}", () => Measure(() => Models.Single(units))));

    public static Ratio Gru { get; } = new("gru-h50", () => Measure(() => Models.Disturbed(new Gru50())));

    public static Ratio Stacked { get; } = new("stacked-50x50", () => Measure(() => Models.Disturbed(new Stacked50x50())));

    /// <summary>The further layers.</summary>
    public static IReadOnlyList<Ratio> Layers { get; } =
    [
        new("bidirectional-32x32", () => Measure(() => Models.Disturbed(new BidirectionalStack()))),
        new("attention-h32", () => Measure(() => Models.Disturbed(new AttentionLstm()))),
        new("conv1d-lstm-h32", () => Measure(() => Models.Disturbed(new ConvolutionLstm()))),
    ];

    private static double Measure(Func<SequenceModel> create)
    {
        SequenceModel model = create();
        float[] window = Models.Noise(model.Description.InputSize, seed: 2);
        float[] output = new float[model.Description.OutputSize];
        using var peer = new Peer(model, windows: 1);
        Compare(model, peer);
        peer.Load(window);

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

    /// <summary>Several windows, so that no output near zero sets the scale.</summary>
    private static void Compare(SequenceModel model, Peer peer)
    {
        int size = model.Description.OutputSize;
        float[] ours = new float[Compared * size], theirs = new float[Compared * size];
        for (int i = 0; i < Compared; i++)
        {
            float[] window = Models.Noise(model.Description.InputSize, seed: 2 + i);
            model.Predict(window, ours.AsSpan(i * size, size));
            peer.Load(window);
            peer.Run();
            peer.Outputs.CopyTo(theirs.AsSpan(i * size));
        }

        Agreement.Require(ours, theirs);
    }
}

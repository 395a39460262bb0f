namespace LstmGen.Benchmarks;

/// <summary>One step of a stream: the time of the peer, its state in and out, over ours.</summary>
internal static class StepRatio
{
    private const int CheckedSteps = 40;

    public static Ratio Ratio { get; } = new("step-h50", Measure);

    private static double Measure()
    {
        Lstm50 model = Models.Disturbed(new Lstm50());
        using var peer = new PeerStream(model);
        var state = new Lstm50.State();
        float[] inputs = Models.Noise(CheckedSteps, seed: 2);
        float[] ours = [.. inputs.Select(input => model.Step(ref state, input))];
        float[] theirs = [.. inputs.Select(peer.Step)];
        Agreement.Require(ours, theirs);

        double[] seconds = Rounds.Medians(TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(1),
            new Contender("ONNX Runtime", n =>
            {
                for (int i = 0; i < n; i++) peer.Step(0.5f);
            }),
            new Contender("LstmGen", n =>
            {
                for (int i = 0; i < n; i++) model.Step(ref state, 0.5f);
            }));
        RatioRun.Note($"{model.Description.Name}: a step in {1e6 * seconds[1]:F3} µs, ONNX Runtime {1e6 * seconds[0]:F3} µs");
        return seconds[0] / seconds[1];
    }
}

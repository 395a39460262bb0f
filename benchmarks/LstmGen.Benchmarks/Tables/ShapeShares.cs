using System.Globalization;

namespace LstmGen.Benchmarks;

/// <summary>
/// Whether larger shapes fall off a cliff: one window and 256 of them against the peer, and as shares of the measured peak, with a training step of 32
/// windows with Adam beside them. One thread.
/// </summary>
internal static class ShapeShares
{
    private const int Predicted = 256;
    private const int Trained = 32;
    private static readonly int[] s_batches = [1, 32, Predicted];

    private static readonly (string Shape, Func<SequenceModel> Create)[] s_shapes =
    [
        ("LSTM(64), look-back 20", () => new Lstm64()),
        ("LSTM(128)", () => new Lstm128()),
        ("LSTM(256)", () => new Lstm256()),
        ("LSTM(512)", () => new Lstm512()),
        ("LSTM(64) × 3", () => new ThreeLstm64()),
        ("LSTM(64), look-back 365", () => new YearLstm64()),
        ("LSTM(128) × 3, look-back 365, 5 features", () => new YearThreeLstm128()),
    ];

    public static int Run()
    {
        Header.Print();
        Console.WriteLine("| shape | multiply-adds a window | one window, µs | of the peak | peer / ours | in a batch, µs a window | of the peak | peer / ours | training, µs a window | of the peak |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach ((string shape, Func<SequenceModel> create) in s_shapes)
        {
            Measure(shape, Models.Disturbed(create()));
        }

        return 0;
    }

    private static void Measure(string shape, SequenceModel model)
    {
        float[] windows = Models.Noise(Predicted * model.Description.InputSize, seed: 2);
        float[] outputs = new float[Predicted * model.Description.OutputSize];
        model.PredictBatch(windows, outputs);
        using var peers = new PeerBatches(model, windows, outputs, s_batches);
        (double[] seconds, double peak) = Timed(
        [
            new("one window", n => Repeat(n, () => model.Predict(windows.AsSpan(0, model.Description.InputSize), outputs.AsSpan(0, model.Description.OutputSize)))),
            new("batch", n => Repeat(n, () => model.PredictBatch(windows, outputs))),
            .. peers.Contenders,
        ]);
        double arithmetic = model.Description.MultiplyAddsPerWindow, atPeak = 2.0 * arithmetic / peak;
        double one = seconds[0], batch = seconds[1] / Predicted;
        double[] theirs = peers.PerWindow(seconds.AsSpan(2));

        // Last, and by itself: it moves the parameters away from the peer's.
        var training = new TrainingBatch(model, Trained);
        (double[] trained, double trainPeak) = Timed([new("training", n => training.Train(n, threads: 1))]);
        double train = trained[0] / Trained;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {shape} | {arithmetic:#,0} | {1e6 * one:#,0.0} | {atPeak / one:F2} | {theirs[0] / one:F2} | {1e6 * batch:#,0.0} | {atPeak / batch:F2} | {theirs.Min() / batch:F2} | {1e6 * train:#,0.0} | {6.0 * arithmetic / trainPeak / train:F2} |"));
    }

    private static (double[] Seconds, double Peak) Timed(Contender[] contenders)
    {
        double[] seconds = Rounds.Medians(
            TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(1), [.. contenders, .. Peak.Contenders.Select(peak => peak.Contender)]);
        return (seconds[..contenders.Length], Peak.Best(seconds.AsSpan(contenders.Length)));
    }

    private static void Repeat(int times, Action action)
    {
        for (int i = 0; i < times; i++) action();
    }
}

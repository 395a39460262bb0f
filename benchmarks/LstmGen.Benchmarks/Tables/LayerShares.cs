using System.Globalization;

namespace LstmGen.Benchmarks;

/// <summary>
/// What each layer takes beyond the same model without it, beside what its multiply-adds would take at the measured peak: in batch prediction (1,024
/// windows) and in training (forward, backward, weight gradients and Adam; batches of 32), one thread, look-back 20, width 32.
/// </summary>
internal static class LayerShares
{
    private const int Predicted = 1_024;
    private const int Trained = 32;

    private static readonly (string Layer, Func<SequenceModel> With, Func<SequenceModel>? Without)[] Layers =
    [
        ("Lstm(32)", () => new BetweenLstm(), () => new Between()),
        ("Lstm(32), second direction", () => new LastBidirectional(), () => new Between()),
        ("Lstm(32, Peepholes), whole", () => new LastPeepholes(), () => new OneLstm()),
        ("Lstm(32, Projection = 16), whole", () => new LastProjection(), () => new OneLstm()),
        ("Lstm(32, CoupledGates), whole", () => new LastCoupled(), () => new OneLstm()),
        ("Lstm(32, RecurrentDropout), whole", () => new LastRecurrentDropout(), () => new OneLstm()),
        ("Dense(32), every step, tanh", () => new BetweenDense(), () => new Between()),
        ("Conv1D(32, 3), ReLU", () => new BetweenConvolution(), () => new Between()),
        ("Attention, additive", () => new LastAdditive(), () => new OneLstm()),
        ("Attention, general, 4 heads", () => new LastGeneral(), () => new OneLstm()),
        ("Attention, dot", () => new LastDot(), () => new OneLstm()),
        ("LayerNorm", () => new BetweenNorm(), () => new Between()),
        ("Dropout(0.2)", () => new BetweenDropout(), () => new Between()),
        ("Residual", () => new BetweenResidual(), () => new BetweenLstm()),
        ("MaxPool1D(2)", () => new FirstMaxPool(), () => new HalfTheSteps()),
        ("AveragePool1D(2)", () => new FirstAveragePool(), () => new HalfTheSteps()),
        ("Embedding(1,000, 32)", () => new FirstEmbedding(), () => new OneLstm()),
    ];

    public static int Run()
    {
        Header.Print();
        Console.WriteLine("| layer | multiply-adds a window | predicts, µs a window | at the peak | trains, µs a window | at the peak |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach ((string layer, Func<SequenceModel> with, Func<SequenceModel>? without) in Layers)
        {
            SequenceModel model = with();
            SequenceModel? less = without?.Invoke();
            double arithmetic = model.Description.MultiplyAddsPerWindow - (less?.Description.MultiplyAddsPerWindow ?? 0);
            (double predicts, double peak) = Difference(model, less, Predict, Predicted);
            (double trains, _) = Difference(model, less, Train, Trained);
            double predictsAtPeak = 2 * arithmetic / peak, trainsAtPeak = 3 * predictsAtPeak;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {layer} | {arithmetic:#,0} | {1e6 * predicts:F2} | {1e6 * predictsAtPeak:F2} | {1e6 * trains:F2} | {1e6 * trainsAtPeak:F2} |"));
        }

        return 0;
    }

    private static (double Seconds, double Peak) Difference(SequenceModel model, SequenceModel? less, Func<SequenceModel, Action<int>> work, int windows)
    {
        List<Contender> contenders = [new("with", work(model))];
        if (less is not null) contenders.Add(new Contender("without", work(less)));
        int own = contenders.Count;
        double[] seconds = Rounds.Medians(TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(1), [.. contenders, .. Peak.Contenders.Select(peak => peak.Contender)]);
        return ((seconds[0] - (own > 1 ? seconds[1] : 0)) / windows, Peak.Best(seconds.AsSpan(own)));
    }

    private static Action<int> Predict(SequenceModel model)
    {
        float[] windows = Inputs(model, Predicted);
        float[] outputs = new float[Predicted * model.Description.OutputSize];
        return n =>
        {
            for (int i = 0; i < n; i++) model.PredictBatch(windows, outputs);
        };
    }

    private static Action<int> Train(SequenceModel model)
    {
        float[] windows = Inputs(model, Trained);
        float[] targets = Models.Noise(Trained * model.Description.TargetSize, seed: 3);
        Adam adam = new();
        return n =>
        {
            for (int i = 0; i < n; i++) model.FitBatch(windows, targets, adam, maxDegreeOfParallelism: 1);
        };
    }

    /// <summary>Noise, or token ids.</summary>
    private static float[] Inputs(SequenceModel model, int windows)
    {
        float[] noise = Models.Noise(windows * model.Description.InputSize, seed: 2);
        return model is FirstEmbedding ? [.. noise.Select(value => MathF.Floor(500f * (value + 1f)) % 1_000f)] : noise;
    }
}

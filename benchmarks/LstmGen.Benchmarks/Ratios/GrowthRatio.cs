namespace LstmGen.Benchmarks;

/// <summary>Time per step at a long look-back over time per step at a short one, in prediction and in training: the larger. 1 is linear.</summary>
internal static class GrowthRatio
{
    private const int Windows = 32;

    public static Ratio Ratio { get; } = new("growth-t", () => Math.Max(Prediction(), Training()));

    private static double Prediction() => Measure("prediction", model =>
    {
        float[] window = Models.Noise(model.Description.InputSize, seed: 2);
        float[] output = new float[model.Description.OutputSize];
        return n =>
        {
            for (int i = 0; i < n; i++) model.Predict(window, output);
        };
    });

    private static double Training() => Measure("training", model =>
    {
        var batch = new TrainingBatch(model, Windows);
        return n => batch.Train(n, threads: 1);
    });

    private static double Measure(string what, Func<SequenceModel, Action<int>> prepare)
    {
        SequenceModel[] models = [new Lstm32(), new LongLstm32()];
        int[] steps = [.. models.Select(model => model.Description.LookBack)];
        double[] seconds = Rounds.Medians(
            TimeSpan.FromSeconds(6), TimeSpan.FromMilliseconds(1), [.. models.Select(model => new Contender(what, prepare(model)))]);
        double[] perStep = [.. seconds.Select((time, i) => time / steps[i])];
        double ratio = perStep[1] / perStep[0];
        RatioRun.Note($"LSTM(32), {what}: {1e9 * perStep[0]:F1} ns a step at look-back {steps[0]}, {1e9 * perStep[1]:F1} ns at {steps[1]}, {ratio:F2} times");
        return ratio;
    }
}

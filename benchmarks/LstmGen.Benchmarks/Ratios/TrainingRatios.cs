namespace LstmGen.Benchmarks;

/// <summary>A whole training step with Adam, batch 32, one thread: operations a second over the peak.</summary>
internal static class TrainingRatios
{
    private const int Windows = 32;

    public static IEnumerable<Ratio> All =>
        new[] { 32, 50, 64, 128 }.Select(units => new Ratio($"train-peak-h{units}", () => Measure(Models.Single(units))));

    private static double Measure(SequenceModel model)
    {
        var batch = new TrainingBatch(model, Windows);
        return PeakShare.Measure(
            new Contender($"{model.Description.Name}, a training step of {Windows} windows", n => batch.Train(n, threads: 1)),
            Windows * PeakShare.OperationsPerWindow(model),
            TimeSpan.FromSeconds(5),
            TimeSpan.FromMilliseconds(1));
    }
}

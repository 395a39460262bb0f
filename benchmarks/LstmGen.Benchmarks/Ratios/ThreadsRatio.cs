namespace LstmGen.Benchmarks;

/// <summary>Training steps on one thread over training steps on two.</summary>
internal static class ThreadsRatio
{
    private const int Units = 64;
    private const int Windows = 64;

    public static Ratio Ratio { get; } = new("threads-2", Measure);

    private static double Measure()
    {
        if (Environment.ProcessorCount < 2)
        {
            throw new NotMeasuredException("two threads need two processors; this process may use one.");
        }

        var batch = new TrainingBatch(Models.Single(Units), Windows);
        double[] seconds = Rounds.Medians(TimeSpan.FromSeconds(6), TimeSpan.FromMilliseconds(2),
            new Contender("one thread", n => batch.Train(n, threads: 1)),
            new Contender("two threads", n => batch.Train(n, threads: 2)));
        RatioRun.Note($"LSTM({Units}), a training step of {Windows} windows: {1e6 * seconds[0]:F1} µs on one thread, {1e6 * seconds[1]:F1} µs on two");
        return seconds[0] / seconds[1];
    }
}

namespace LstmGen.Benchmarks;

/// <summary>How much of the peak some training reaches, the peak measured in between.</summary>
internal static class PeakShare
{
    /// <summary>
    /// Floating-point operations to train on one window: a multiplication and an addition for every multiply-add of the shape, three times over
    /// (forward, backward to inputs and states, weight gradients). Activations, the optimizer and padding are not counted.
    /// </summary>
    public static double OperationsPerWindow(SequenceModel model) => 2.0 * 3.0 * model.Description.MultiplyAddsPerWindow;

    /// <summary>The share, from 0 to 1.</summary>
    /// <param name="contender">The training.</param>
    /// <param name="operations">Of one repetition.</param>
    /// <param name="budget">For all rounds.</param>
    /// <param name="round">For one.</param>
    public static double Measure(Contender contender, double operations, TimeSpan budget, TimeSpan round)
    {
        double[] seconds = Rounds.Medians(budget, round, [contender, .. Peak.Contenders.Select(peak => peak.Contender)]);
        double peak = Peak.Best(seconds.AsSpan(1));
        RatioRun.Note($"{contender.Name}: {1e6 * seconds[0]:F1} µs, {1e-9 * operations / seconds[0]:F1} GFLOP/s of {1e-9 * peak:F1}");
        return operations / seconds[0] / peak;
    }
}

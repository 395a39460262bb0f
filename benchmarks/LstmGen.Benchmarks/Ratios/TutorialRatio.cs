using LstmGen.Numerics;

namespace LstmGen.Benchmarks;

/// <summary>The tutorial from the first epoch to the last, through <c>Fit</c> on one thread: operations a second over the peak.</summary>
internal static class TutorialRatio
{
    private const int Points = 1_000;
    private const int Periods = 10;
    private const int Epochs = 100;

    public static Ratio Ratio { get; } = new("tutorial-peak", Measure);

    private static double Measure()
    {
        float[] series = [.. Enumerable.Range(0, Points).Select(i => (float)DoubleMath.Sin(2 * Math.PI * Periods * i / Points))];
        WindowDataset windows = WindowDataset.Of(series, lookBack: 20);
        var progress = new LastReport();
        void Train(int times)
        {
            for (int i = 0; i < times; i++)
            {
                new Lstm50(seed: 42).Fit(windows, new FitOptions { Epochs = Epochs, MaxDegreeOfParallelism = 1, Progress = progress });
            }
        }

        double share = PeakShare.Measure(
            new Contender($"the tutorial, {windows.Count} windows, {Epochs} epochs", Train),
            (double)Epochs * windows.Count * PeakShare.OperationsPerWindow(new Lstm50()),
            TimeSpan.FromSeconds(10),
            TimeSpan.FromMilliseconds(1));
        return progress.Epoch == Epochs ? share : throw new NotMeasuredException($"training ended after {progress.Epoch} epochs of {Epochs}.");
    }

    private sealed class LastReport : IProgress<EpochReport>
    {
        public int Epoch { get; private set; }

        public void Report(EpochReport value) => Epoch = value.Epoch;
    }
}

namespace LstmGen.Benchmarks;

/// <summary>Bytes that 1,000 predictions, 1,000 steps, 100 batches and 2 epochs allocate on all threads, first calls excluded.</summary>
internal static class AllocationRatio
{
    private const int Windows = 256;

    public static Ratio Ratio { get; } = new("alloc", Measure);

    private static double Measure()
    {
        var model = new Lstm50();
        var state = new Lstm50.State();
        var batch = new TrainingBatch(new Lstm50(), windows: 32);
        float[] window = Models.Noise(model.Description.InputSize, seed: 2);
        float[] output = new float[1];
        long predictions = Bytes(() =>
        {
            for (int i = 0; i < 1_000; i++) model.Predict(window, output);
        });
        long steps = Bytes(() =>
        {
            for (int i = 0; i < 1_000; i++) model.Step(ref state, 0.5f);
        });
        long batches = Bytes(() => batch.Train(100, threads: -1));
        long epochs = TwoEpochs(model);
        RatioRun.Note($"bytes allocated: {predictions} in 1,000 predictions, {steps} in 1,000 steps, {batches} in 100 batches, {epochs} in 2 epochs");
        return predictions + steps + batches + epochs;
    }

    /// <summary>Of the second time: the first one has what happens once.</summary>
    private static long Bytes(Action action)
    {
        action();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        action();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    /// <summary>Of the second and the third epoch of a run.</summary>
    private static long TwoEpochs(Lstm50 model)
    {
        WindowDataset windows = WindowDataset.Of(Models.Noise(Windows + 20, seed: 4), lookBack: 20);
        var counter = new Counter();
        model.Fit(windows, new FitOptions { Epochs = counter.Bytes.Length, Progress = counter });
        return counter.Bytes[2] - counter.Bytes[0];
    }

    private sealed class Counter : IProgress<EpochReport>
    {
        public long[] Bytes { get; } = new long[3];

        public void Report(EpochReport value) => Bytes[value.Epoch - 1] = GC.GetTotalAllocatedBytes(precise: true);
    }
}

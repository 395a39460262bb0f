namespace LstmGen.Tests.Training;

/// <summary>Nothing is allocated once every buffer is there. Measured over the whole process, so nothing else may run beside it.</summary>
[Collection(nameof(AllocationTests))]
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
public sealed class AllocationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Batches_allocate_nothing_after_the_first(int threads)
    {
        var model = new LinearModel(4, outputs: 2);
        float[] inputs = TrainingData.Noise(4 * 64), targets = TrainingData.Noise(2 * 64);
        var optimizer = new AdamW();
        var clipping = GradientClipping.ByTensorNorm(1);
        void Batches(int count)
        {
            for (int i = 0; i < count; i++)
            {
                int rows = 64 - i % 50;
                model.FitBatch(inputs.AsSpan(0, 4 * rows), targets.AsSpan(0, 2 * rows), optimizer, Loss.Huber, clipping, 0.001, maxDegreeOfParallelism: threads);
            }
        }

        Batches(200);
        Assert.Equal(0, Least(() => Batches(500)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Epochs_allocate_nothing_after_the_first(int threads)
    {
        var marks = new long[200];
        var model = new LinearModel(4);
        WindowDataset windows = WindowDataset.Of(TrainingData.Series(150), 4);
        long Gains()
        {
            model.Fit(windows, new FitOptions
            {
                Epochs = marks.Length,
                ValidationSplit = 0.2,
                EarlyStopping = new EarlyStopping { Patience = 1000 },
                Schedule = new WarmUp { Epochs = 3, Then = new CosineDecay() },
                MaxDegreeOfParallelism = threads,
                Progress = new Mark(marks),
            });
            return marks[^1] - marks[0];
        }

        Gains();
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least != 0; attempt++) least = Math.Min(least, Gains());
        Assert.Equal(0, least);
    }

    /// <summary>The least of a few attempts: the runtime allocates a little for itself now and then.</summary>
    private static long Least(Action action)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < 5 && least != 0; attempt++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            action();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    private sealed class Mark(long[] marks) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => marks[value.Epoch - 1] = GC.GetTotalAllocatedBytes(precise: true);
    }
}

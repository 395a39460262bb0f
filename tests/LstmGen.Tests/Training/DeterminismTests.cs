namespace LstmGen.Tests.Training;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(-1)]
    public void Any_number_of_threads_gives_the_same_bits(int threads)
    {
        Assert.Equal(Train(1, batchSize: 67), Train(threads, batchSize: 67));
        Assert.Equal(Train(1, batchSize: 9), Train(threads, batchSize: 9));
    }

    [Fact]
    public void Runs_are_repeated_bit_by_bit_and_the_seed_matters()
    {
        Assert.Equal(Train(3, 32), Train(3, 32));
        Assert.NotEqual(Train(1, 32), Train(1, 32, seed: 8));
    }

    [Fact]
    public void Models_may_train_side_by_side()
    {
        int[] expected = Train(1, 67);
        Parallel.For(0, 6, _ => Assert.Equal(expected, Train(3, 67)));
    }

    [Fact]
    public void Evaluation_has_the_same_bits_too()
    {
        var model = new LinearModel(5, large: true);
        WindowDataset windows = WindowDataset.Of(TrainingData.Series(700), 5);
        double one = model.Evaluate(windows, Loss.LogCosh, maxDegreeOfParallelism: 1);
        Assert.Equal(one, model.Evaluate(windows, Loss.LogCosh, maxDegreeOfParallelism: 4));
        Assert.Equal(one, model.Evaluate(windows, Loss.LogCosh));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void What_a_worker_throws_reaches_the_caller_and_the_model_goes_on(int threads)
    {
        var model = new LinearModel(1);
        float[] inputs = TrainingData.Noise(64);
        var sgd = new Sgd();
        model.FitBatch(inputs, inputs, sgd, maxDegreeOfParallelism: threads);
        int[] before = TrainingData.Bits(model.Values);
        float kept = inputs[40];
        inputs[40] = LinearKernels.Fatal;
        Assert.Throws<InvalidDataException>(() => model.FitBatch(inputs, inputs, sgd, maxDegreeOfParallelism: threads));
        Assert.Equal(before, TrainingData.Bits(model.Values));
        inputs[40] = kept;
        Assert.True(model.FitBatch(inputs, inputs, sgd, maxDegreeOfParallelism: threads) >= 0f);
    }

    [Fact]
    public void Parked_workers_wake_up()
    {
        var model = new LinearModel(1);
        float[] inputs = TrainingData.Noise(64);
        var sgd = new Sgd();
        for (int i = 0; i < 20; i++)
        {
            model.FitBatch(inputs, inputs, sgd, maxDegreeOfParallelism: 4);
            Thread.Sleep(2);
        }

        for (int i = 0; i < 5000; i++) model.FitBatch(inputs, inputs, sgd, maxDegreeOfParallelism: 3);
        Assert.All(model.Values, value => Assert.True(float.IsFinite(value)));
    }

    private static int[] Train(int threads, int batchSize, long seed = 7)
    {
        var model = new LinearModel(5, outputs: 2, seed: seed, large: true);
        model.Linear.Noisy = true;
        float[] inputs = TrainingData.Noise(5 * 200);
        float[] targets = TrainingData.Noise(2 * 200, seed: 2);
        FitReport report = model.Fit(WindowDataset.From(inputs, targets, 5), new FitOptions
        {
            Epochs = 3,
            BatchSize = batchSize,
            ValidationSplit = 0.2,
            Clipping = GradientClipping.ByGlobalNorm(0.5),
            Loss = Loss.LogCosh,
            Optimizer = new Nadam { LearningRate = 0.01 },
            MaxDegreeOfParallelism = threads,
        });
        float[] losses = [.. report.Epochs.Select(e => (float)e.Loss), .. report.Epochs.Select(e => (float)e.ValidationLoss!.Value)];
        return [.. TrainingData.Bits(model.Values), .. TrainingData.Bits(losses)];
    }
}

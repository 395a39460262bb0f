namespace LstmGen.Conformance.Training;

/// <summary>The same seed, data and options give the same bits.</summary>
public sealed class SameBitsTests
{
    private static readonly Lazy<float[]> s_oneThread = new(() => Train(threads: 1));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(-1)]
    public void With_any_number_of_threads(int threads) => Bits.Equal(s_oneThread.Value, Train(threads), $"parameters after training, {threads} threads");

    [Fact]
    public void But_other_bits_with_another_seed() => Assert.NotEqual(s_oneThread.Value, Train(threads: 1, seed: 43));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void In_every_batch_size(int rows)
    {
        MiddleModel model = new(3);
        Random random = new(rows);
        float[] windows = [.. Enumerable.Range(0, rows * 12).Select(_ => random.NextSingle())];
        float[] targets = [.. Enumerable.Range(0, rows).Select(_ => random.NextSingle())];
        float[][] gradients = [.. new[] { 1, 2, 5 }.Select(threads =>
        {
            float[] gradient = new float[model.Parameters.Count];
            model.ComputeGradient(windows, targets, gradient, Loss.MeanSquaredError, maxDegreeOfParallelism: threads);
            return gradient;
        })];

        Assert.Contains(gradients[0], value => value != 0);
        Bits.Equal(gradients[0], gradients[1], "gradient, 2 threads");
        Bits.Equal(gradients[0], gradients[2], "gradient, 5 threads");
    }

    private static float[] Train(int threads, int seed = 42)
    {
        MiddleModel model = new(seed);
        model.Fit(
            WindowDataset.Of(Series.Of(150), lookBack: 12),
            new FitOptions { Epochs = 3, BatchSize = 32, ValidationSplit = 0.1, MaxDegreeOfParallelism = threads });
        return model.Parameters.Values.ToArray();
    }
}

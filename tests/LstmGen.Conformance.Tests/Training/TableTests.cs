using LstmGen.Conformance.Models;

namespace LstmGen.Conformance.Training;

/// <summary>The gradient of a large table: the rows used alone, the same bits on any number of threads, and no memory after the first batch.</summary>
public sealed class TableTests
{
    private const int Rows = 70;
    private const int Dimension = 8;

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(-1)]
    public void The_same_bits_with_any_number_of_threads(int threads)
    {
        float[] one = Train(1), many = Train(threads);
        Assert.NotEqual(new LargeTable(3).Parameters.Values.ToArray(), one);
        Bits.Equal(one, many, $"parameters, {threads} threads");

        static float[] Train(int threads)
        {
            LargeTable model = new(3);
            Adam adam = new() { LearningRate = 0.01 };
            for (int batch = 0; batch < 4; batch++)
            {
                (int[] tokens, float[] targets, int[] lengths) = Batch(batch);
                model.FitBatch(tokens, targets, adam, clipping: GradientClipping.ByGlobalNorm(0.5), lengths: lengths, maxDegreeOfParallelism: threads);
            }

            return model.Parameters.Values.ToArray();
        }
    }

    [Fact]
    public void Rows_that_a_batch_does_not_use_have_no_gradient()
    {
        LargeTable model = new(4);
        float[] gradient = new float[model.Parameters.Count];
        for (int batch = 0; batch < 3; batch++)
        {
            (int[] tokens, float[] targets, int[] lengths) = Batch(batch);
            model.ComputeGradient([.. tokens.Select(token => (float)token)], targets, gradient, Loss.MeanSquaredError, lengths: lengths);
            HashSet<int> used = [.. tokens.Where((_, i) => i % 12 < lengths[i / 12])];
            for (int row = 0; row < 5_000; row++)
            {
                Assert.Equal(used.Contains(row), gradient.AsSpan(row * Dimension, Dimension).ContainsAnyExcept(0f));
            }
        }
    }

    [Fact]
    public void Training_on_other_rows_allocates_nothing()
    {
        LargeTable model = new(5);
        Adam adam = new();
        (int[] Tokens, float[] Targets, int[] Lengths)[] batches = [.. Enumerable.Range(0, 8).Select(Batch)];
        Train(0);
        Train(1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int batch = 2; batch < batches.Length; batch++)
        {
            Train(batch);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Train(int batch) => model.FitBatch(
            batches[batch].Tokens, batches[batch].Targets, adam, lengths: batches[batch].Lengths, maxDegreeOfParallelism: 1);
    }

    [Fact]
    public void Prediction_allocates_nothing()
    {
        TokenTagger model = new(6);
        TokenSteps stepped = new(7);
        TokenSteps.State state = default;
        int[] tokens = [1, 2, 3], tags = new int[3];
        float[] output = new float[4];
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Run();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            model.Tag(tokens, tags);
            stepped.Step(ref state, tokens.AsSpan(0, 2), output);
        }
    }

    private static (int[] Tokens, float[] Targets, int[] Lengths) Batch(int seed)
    {
        Random random = new(seed);
        int[] lengths = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(1, 13))];
        int[] tokens = [.. Enumerable.Range(0, Rows * 12).Select(i => i % 12 < lengths[i / 12] ? random.Next(1, 5_000) : 0)];
        return (tokens, [.. Enumerable.Range(0, Rows).Select(_ => random.NextSingle())], lengths);
    }
}

using CsCheck;
using LstmGen.Conformance.Models;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Stacks;

/// <summary>
/// What holds for every stack that may be declared, with every head, with dropout and with windows of any length: it says the same on every path, trains to the
/// same bits with any number of threads, learns, allocates nothing and comes back from a file. Gradients are held to central differences.
/// </summary>
public sealed class StackPropertyTests
{
    [Theory]
    [MemberData(nameof(TrainedStacks.Indices), MemberType = typeof(TrainedStacks))]
    public void Every_path_gives_the_same_bits(int index) => Sample(index, most: 9, tested =>
    {
        ModelDescription d = tested.Model.Description;
        float[] batch = tested.Predict();
        float[] single = new float[d.OutputSize];
        float[] walk = new float[tested.Shape.LookBack * d.Outputs];
        Assert.All(batch, value => Assert.True(float.IsFinite(value), $"not finite, {tested.Label}"));
        for (int row = 0; row < tested.Rows; row++)
        {
            int length = tested.Lengths[row];
            float[] padded = tested.Window(row).ToArray();
            padded.AsSpan(length * d.Features).Fill(float.NaN);
            tested.Model.Predict(padded, length, single);
            Bits.Equal(batch.AsSpan(row * d.OutputSize, d.OutputSize), single, $"Predict of {length} steps against PredictBatch, row {row}, {tested.Label}");
            if (tested.CanWalk(row))
            {
                tested.Probe.Walk(tested.Window(row), walk);
                ReadOnlySpan<float> walked = d.OutputSteps == 1 ? walk.AsSpan((length - 1) * d.Outputs, d.Outputs) : walk.AsSpan(0, length * d.Outputs);
                Bits.Equal(single.AsSpan(0, walked.Length), walked, $"Step against Predict of {length} steps, row {row}, {tested.Label}");
            }
        }
    });

    [Theory]
    [MemberData(nameof(TrainedStacks.Indices), MemberType = typeof(TrainedStacks))]
    public void Training_gives_the_same_bits_on_any_number_of_threads(int index) => Sample(index, most: 40, tested =>
    {
        StackCase other = new(TrainedStacks.Model(index), tested.Seed, tested.Rows);
        (Adam one, Adam three) = (new() { LearningRate = 0.01 }, new() { LearningRate = 0.01 });
        for (int i = 0; i < 3; i++)
        {
            Bits.Equal([tested.Train(one, threads: 1)], [other.Train(three, threads: 3)], $"loss {i}, {tested.Label}");
        }

        Bits.Equal(tested.Model.Parameters.Values, other.Model.Parameters.Values, $"parameters, {tested.Label}");
    });

    [Theory]
    [MemberData(nameof(TrainedStacks.Indices), MemberType = typeof(TrainedStacks))]
    public void It_learns(int index)
    {
        StackCase tested = Case(index);
        float[] gradient = new float[tested.Model.Parameters.Count];
        tested.Model.ComputeGradient(tested.Windows, tested.Targets, gradient, tested.Loss, lengths: tested.Lengths);
        if (gradient.All(value => Math.Abs(value) < 1e-4))
        {
            // Units that are cut off on all windows, or no window with enough steps for its labels: there is nothing to follow.
            return;
        }

        Adam adam = new() { LearningRate = 0.01 };
        float[] losses = [.. Enumerable.Range(0, 120).Select(_ => tested.Train(adam))];

        // Masks make losses differ from update to update: where there is little to learn, by more than what is learned.
        double noise = tested.Shape.DrawsMasks ? StandardError(losses[^20..]) + StandardError(losses[..10]) : 0.0;
        Assert.True(losses[^20..].Average() < losses[..10].Average() + 2.0 * noise, $"loss from {losses[..10].Average()} to {losses[^20..].Average()}, {tested.Label}");
    }

    [Theory]
    [MemberData(nameof(TrainedStacks.Indices), MemberType = typeof(TrainedStacks))]
    [Trait("Width", "any")]
    public void Nothing_is_allocated(int index) => Sample(index, most: 9, tested =>
    {
        ModelDescription d = tested.Model.Description;
        float[] outputs = new float[tested.Rows * d.OutputSize];
        float[] walk = new float[tested.Shape.LookBack * d.Outputs];
        Adam adam = new();
        bool walks = tested.CanWalk(0);
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.True(GC.GetAllocatedBytesForCurrentThread() == before, $"{GC.GetAllocatedBytesForCurrentThread() - before} bytes were allocated, {tested.Label}");

        void Run()
        {
            tested.Train(adam);
            tested.Model.PredictBatch(tested.Windows, tested.Lengths, outputs);
            tested.Model.Predict(tested.Window(0), tested.Lengths[0], outputs.AsSpan(0, d.OutputSize));
            if (walks)
            {
                tested.Probe.Walk(tested.Window(0), walk);
            }
        }
    });

    [Theory]
    [MemberData(nameof(TrainedStacks.Indices), MemberType = typeof(TrainedStacks))]
    public void It_comes_back_from_a_file(int index) => Sample(index, most: 5, tested =>
    {
        tested.Train(new Adam());
        using MemoryStream file = new();
        tested.Model.Save(file);
        file.Position = 0;
        StackCase other = new(TrainedStacks.Model(index), tested.Seed + 1, tested.Rows);
        other.Model.Load(file);
        Bits.Equal(tested.Model.Parameters.Values, other.Model.Parameters.Values, $"parameters, {tested.Label}");
        tested.Windows.CopyTo(other.Windows, 0);
        tested.Lengths.CopyTo(other.Lengths, 0);
        Bits.Equal(tested.Predict(), other.Predict(), $"predictions, {tested.Label}");
    });

    /// <summary>Tensor by tensor, along the gradient and along a random direction. Updates draw masks, so both sides of a difference see the same ones.</summary>
    [Theory]
    [MemberData(nameof(TrainedStacks.SmoothIndices), MemberType = typeof(TrainedStacks))]
    public void Gradients_are_those_of_central_differences(int index)
    {
        StackCase tested = Case(index);
        const float reach = 1f / 128;
        float[] at = tested.Model.Parameters.Values.ToArray();
        float[] gradient = new float[at.Length];
        float loss = Loss(gradient);
        Random random = new(tested.Seed);
        foreach (ParameterDescription tensor in tested.Model.Parameters.Tensors.Where(tensor => !tensor.IsFrozen))
        {
            double[] own = Close.Widen(gradient.AsSpan(tensor.Offset, tensor.Count));
            double norm = Math.Sqrt(own.Sum(value => value * value));
            double[] along = [.. own.Select(value => norm > 0 ? value / norm : 1 / Math.Sqrt(own.Length))];
            double[] across = [.. own.Select(_ => (2 * random.Next(2) - 1) / Math.Sqrt(own.Length))];
            foreach (double[] direction in (double[][])[along, across])
            {
                double expected = own.Zip(direction, (g, d) => g * d).Sum();
                double actual = (Moved(direction, reach) - Moved(direction, -reach)) / (2 * reach);
                Assert.True(
                    Math.Abs(actual - expected) <= 0.02 * norm + 2e-4 * (1 + loss),
                    $"{tensor.Name}: {expected} by the backward pass, {actual} by differences, {tested.Label}");
            }

            double Moved(double[] direction, float by)
            {
                float[] moved = [.. at];
                for (int i = 0; i < direction.Length; i++)
                {
                    moved[tensor.Offset + i] += (float)(by * direction[i]);
                }

                tested.Model.Parameters.CopyFrom(moved);
                return Loss(new float[at.Length]);
            }
        }

        float Loss(float[] result) => tested.Model.ComputeGradient(tested.Windows, tested.Targets, result, tested.Loss, lengths: tested.Lengths);
    }

    private static double StandardError(float[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length);
    }

    /// <summary>What holds to the bit, with two random batches.</summary>
    private static void Sample(int index, int most, Action<StackCase> property) => Gen.Select(Gen.Int[1, most], Gen.Int[0, 1_000_000]).Sample(
        (rows, seed) => property(new StackCase(TrainedStacks.Model(index), seed, rows)), iter: 2, threads: 1);

    /// <summary>What holds within a tolerance, with the same batch every time.</summary>
    private static StackCase Case(int index) => new(TrainedStacks.Model(index), RandomShapes.Seed + index, rows: 1 + index % 6);
}

using System.Runtime.CompilerServices;
using LstmGen.Inspection;
using LstmGen.Runtime;

namespace LstmGen.Conformance.Models;

/// <summary>Predictions of random networks: right by the oracle, and the same bits on every path.</summary>
public sealed class PredictionTests
{
    private const double Tolerance = 2e-5;

    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void Parameters_are_canonical(int index)
    {
        ModelCase tested = RandomModels.Case(index);

        Assert.Equal(tested.Oracle.ParameterCount, tested.Model.Parameters.Count);
        Assert.Equal(tested.Oracle.Tensors.Select(tensor => tensor.Shape), tested.Model.Description.Parameters.Select(tensor => tensor.Shape.ToArray()));
        Assert.All(
            tested.Oracle.Tensors.Zip(tested.Model.Description.Parameters),
            pair => Assert.EndsWith(pair.First.Name, pair.Second.Name, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void Predict_agrees_with_the_oracle(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        double[] parameters = Close.Widen(tested.Parameters);
        float[] output = new float[tested.Oracle.Output.Size];
        for (int row = 0; row < tested.Rows; row++)
        {
            tested.Model.Predict(tested.Window(row), output);
            double[] expected = tested.Oracle.Predict(Close.Widen(tested.Window(row)), parameters);
            Close.Equal(expected, output, Tolerance, $"output of row {row}, {tested.Label}: ", floor: 1e-2);
        }
    }

    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void Every_path_gives_the_same_bits(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        float[] single = PredictEach(tested);
        float[] batch = new float[single.Length];
        tested.Model.PredictBatch(tested.Windows, batch);
        Bits.Equal(single, batch, $"PredictBatch against Predict, {tested.Label}");
        Bits.Equal(single, new KernelRunner(tested.Model.Kernels, tested.Parameters).Predict(tested.Windows), $"poisoned tile, {tested.Label}");

        ModelTrace trace = tested.Model.CreateTrace();
        tested.Model.Trace(tested.Window(0), trace);
        Bits.Equal(single.AsSpan(0, tested.Oracle.Output.Size), trace.Output, $"Trace against Predict, {tested.Label}");

        Assert.Equal(tested.Shape.CanStep, tested.Probe.CanStep);
        if (tested.Probe.CanStep)
        {
            int size = tested.Oracle.Output.Values;
            float[] walk = new float[tested.Shape.LookBack * size];
            float[] detours = new float[walk.Length];
            for (int row = 0; row < tested.Rows; row++)
            {
                if (tested.Oracle.Padding is { } padding && tested.Window(row).Contains((float)padding))
                {
                    // Padding is no step.
                    continue;
                }

                tested.Probe.Walk(tested.Window(row), walk);
                tested.Probe.WalkWithDetours(tested.Window(row), detours);
                ReadOnlySpan<float> predicted = single.AsSpan(row * tested.Oracle.Output.Size, tested.Oracle.Output.Size);
                Bits.Equal(predicted, walk.AsSpan(walk.Length - predicted.Length), $"Step against Predict, row {row}, {tested.Label}");
                Bits.Equal(walk, detours, $"Step from a snapshot, row {row}, {tested.Label}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(RandomModels.OfNumbers), MemberType = typeof(RandomModels))]
    public void What_was_in_memory_before_does_not_matter(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        float[] before = PredictEach(tested);
        float[] batch = new float[before.Length];
        float[] after = new float[before.Length];
        tested.Model.PredictBatch(tested.Windows, batch);
        PoisonScratch(tested.Model);
        tested.Model.PredictBatch(tested.Windows, batch);
        Bits.Equal(before, batch, $"PredictBatch after NaN, {tested.Label}");

        int size = tested.Oracle.Output.Size;
        for (int row = 0; row < tested.Rows; row++)
        {
            PoisonScratch(tested.Model);
            PoisonStack();
            tested.Model.Predict(tested.Window(row), after.AsSpan(row * size, size));
        }

        Bits.Equal(before, after, $"Predict after NaN, {tested.Label}");
    }

    /// <summary>Leaves NaN in every scratch buffer that is rented again; no public call would let it in.</summary>
    private static void PoisonScratch(SequenceModel model)
    {
        ScratchPool pool = model.Kernels.Scratch;
        List<AlignedBuffer> buffers = [];
        while (buffers.Count == 0 || buffers[^1].Length > 1)
        {
            buffers.Add(pool.Rent(1));
            buffers[^1].Span.Fill(float.NaN);
        }

        Assert.True(buffers.Count > 1, "No buffer was given back.");
        buffers.SkipLast(1).ToList().ForEach(pool.Return);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PoisonStack()
    {
        Span<float> stack = stackalloc float[40_000];
        stack.Fill(float.NaN);
        Assert.True(float.IsNaN(stack[^1]));
    }

    private static float[] PredictEach(ModelCase tested)
    {
        int size = tested.Oracle.Output.Size;
        float[] outputs = new float[tested.Rows * size];
        for (int row = 0; row < tested.Rows; row++)
        {
            tested.Model.Predict(tested.Window(row), outputs.AsSpan(row * size, size));
        }

        return outputs;
    }
}

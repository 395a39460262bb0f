using System.Runtime;

namespace LstmGen.Conformance.Training;

/// <summary>What a first call would compile and allocate is there after Warmup; and the first use of a new model draws its parameters once.</summary>
[Collection(nameof(AllocationTests))]
public sealed class WarmupTests
{
    [Fact]
    public void TheFirstCallsCompileNothing()
    {
        WarmModel model = new(1);
        float[] windows = Series.Of(4 * 9), outputs = new float[4], gradient = new float[model.Parameters.Count];
        model.Warmup(training: true);
        WarmModel.State state = default;

        Assert.Equal(0, Compiled(() => model.Predict(windows.AsSpan(0, 9), outputs.AsSpan(0, 1))));
        Assert.Equal(0, Compiled(() => model.PredictBatch(windows, outputs)));
        Assert.Equal(0, Compiled(() => model.Step(ref state, windows.AsSpan(0, 1), outputs.AsSpan(0, 1))));
        Assert.Equal(0, Compiled(() => model.ComputeGradient(windows, outputs, Loss.MeanSquaredError, gradient)));
    }

    [Fact]
    public void TheFirstCallsAllocateNothing()
    {
        TinyWarmModel model = new(1);
        float[] windows = Series.Of(4 * 7), outputs = new float[4], gradient = new float[model.Parameters.Count];
        model.Warmup(training: true);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Predict(windows.AsSpan(0, 7), outputs.AsSpan(0, 1));
        model.PredictBatch(windows, outputs);
        model.ComputeGradient(windows, outputs, Loss.MeanSquaredError, gradient);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void NothingChanges()
    {
        MiddleModel cold = new(5), warm = new(5);
        warm.Warmup(training: true);
        Bits.Equal(cold.Parameters.Values, warm.Parameters.Values, "parameters");
        FitOptions options = new() { Epochs = 2, BatchSize = 16 };
        cold.Fit(Windows.Of(Series.Of(60), lookBack: 12), options);
        warm.Fit(Windows.Of(Series.Of(60), lookBack: 12), options);
        Bits.Equal(cold.Parameters.Values, warm.Parameters.Values, "parameters after training with dropout");
    }

    [Fact]
    public void ManyThreadsMayBeTheFirst()
    {
        float[] window = Series.Of(12);
        float expected = new MiddleModel(6).Predict(window);
        for (int round = 0; round < 20; round++)
        {
            MiddleModel model = new(6);
            float[] found = new float[4];
            using Barrier barrier = new(found.Length);
            Thread[] threads = [.. Enumerable.Range(0, found.Length).Select(i => new Thread(() =>
            {
                barrier.SignalAndWait();
                found[i] = model.Predict(window);
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            Assert.All(found, value => Assert.Equal(expected, value));
        }
    }

    /// <summary>Methods that this thread compiles in an action; the action's own body is compiled first, by an action that does nothing.</summary>
    private static long Compiled(Action action)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.PrepareDelegate(action);
        long before = JitInfo.GetCompiledMethodCount(currentThread: true);
        action();
        return JitInfo.GetCompiledMethodCount(currentThread: true) - before;
    }
}

[LstmModel(LookBack = 9)]
[Lstm(21)]
[Lstm(10)]
[Dense(1)]
internal sealed partial class WarmModel;

[LstmModel(LookBack = 7)]
[Lstm(11)]
[Dense(1)]
internal sealed partial class TinyWarmModel;

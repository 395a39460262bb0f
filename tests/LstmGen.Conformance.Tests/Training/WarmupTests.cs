using System.Runtime;
using LstmGen.Conformance.Models;
using LstmGen.Conformance.Translation;

namespace LstmGen.Conformance.Training;

/// <summary>What a first call would compile and allocate is there after Warmup; and the first use of a new model draws its parameters once.</summary>
[Collection(nameof(AllocationTests))]
public sealed class WarmupTests
{
    [Fact]
    public void The_first_calls_compile_nothing()
    {
        WarmModel model = new(1);
        float[] windows = Series.Of(4 * 9), outputs = new float[4], gradient = new float[model.Parameters.Count];
        model.Warmup(training: true);
        WarmModel.State state = default;

        FewCompiled(() => model.Predict(windows.AsSpan(0, 9), outputs.AsSpan(0, 1)));
        FewCompiled(() => model.PredictBatch(windows, outputs));
        FewCompiled(() => model.Step(ref state, windows.AsSpan(0, 1), outputs.AsSpan(0, 1)));
        FewCompiled(() => model.ComputeGradient(windows, outputs, gradient, Loss.MeanSquaredError));

        // Without a warm-up each of the four compiles more than that.
        ColdModel cold = new(1);
        ColdModel.State coldState = default;
        float[] coldGradient = new float[cold.Parameters.Count];
        ManyCompiled(() => cold.Predict(windows.AsSpan(0, 9), outputs.AsSpan(0, 1)));
        ManyCompiled(() => cold.PredictBatch(windows, outputs));
        ManyCompiled(() => cold.Step(ref coldState, windows.AsSpan(0, 1), outputs.AsSpan(0, 1)));
        ManyCompiled(() => cold.ComputeGradient(windows, outputs, coldGradient, Loss.MeanSquaredError));

        // A loop of the shared runtime may be replaced by a quicker one while it runs, after any number of calls by other tests: that is one method.
        static void FewCompiled(Action action) => Assert.InRange(Compiled(action), 0, 1);
        static void ManyCompiled(Action action) => Assert.InRange(Compiled(action), 2, 1000);
    }

    [Fact]
    public void The_first_calls_allocate_nothing()
    {
        TinyWarmModel model = new(1);
        float[] windows = Series.Of(4 * 7), outputs = new float[4], gradient = new float[model.Parameters.Count];
        model.Warmup(training: true);
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.Predict(windows.AsSpan(0, 7), outputs.AsSpan(0, 1));
        model.PredictBatch(windows, outputs);
        model.ComputeGradient(windows, outputs, gradient, Loss.MeanSquaredError);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Nothing_changes()
    {
        MiddleModel cold = new(5), warm = new(5);
        warm.Warmup(training: true);
        Bits.Equal(cold.Parameters.Values, warm.Parameters.Values, "parameters");
        FitOptions options = new() { Epochs = 2, BatchSize = 16 };
        cold.Fit(WindowDataset.Of(Series.Of(60), lookBack: 12), options);
        warm.Fit(WindowDataset.Of(Series.Of(60), lookBack: 12), options);
        Bits.Equal(cold.Parameters.Values, warm.Parameters.Values, "parameters after training with dropout");
    }

    /// <summary>A head takes its own loss alone, and a loss of classes, tags or labels not any target.</summary>
    [Theory]
    [InlineData("classes"), InlineData("classes of steps"), InlineData("labels"), InlineData("labels of steps"), InlineData("tags"), InlineData("tags in pairs")]
    [InlineData("no tags"), InlineData("transcript"), InlineData("transcript of ids"), InlineData("ids"), InlineData("quantiles"), InlineData("quantiles of steps")]
    [InlineData("mean and spread"), InlineData("scaled"), InlineData("median"), InlineData("translator"), InlineData("translator of values")]
    public void Every_head_can_be_warmed(string name)
    {
        (SequenceModel cold, SequenceModel warm) = (Headed(name), Headed(name));
        warm.Warmup(training: true);
        warm.Warmup(training: true);
        Bits.Equal(cold.Parameters.Values, warm.Parameters.Values, "parameters");
        Unscaled.Of(cold);
        Unscaled.Of(warm);
        float[] window = new float[cold.Description.InputSize], expected = new float[cold.Description.OutputSize], found = new float[expected.Length];
        Array.Fill(window, 1f);
        cold.Predict(window, expected);
        warm.Predict(window, found);
        Bits.Equal(expected, found, "answers");
    }

    [Fact]
    public void The_first_batch_of_a_head_allocates_nothing()
    {
        TagModel model = new(1);
        float[] windows = Series.Of(4 * 18), targets = new float[4 * 6], gradient = new float[model.Parameters.Count];
        model.Warmup(training: true);
        Loss loss = model.Kernels.DefaultLoss;
        long before = GC.GetAllocatedBytesForCurrentThread();
        model.ComputeGradient(windows, targets, gradient, loss);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static SequenceModel Headed(string name) => name switch
    {
        "classes" => new ClassModel(2),
        "classes of steps" => new EveryStepClassModel(2),
        "labels" => new LabelModel(2),
        "labels of steps" => new EveryStepLabelModel(2),
        "tags" => new TagModel(2),
        "tags in pairs" => new PairTagModel(2),
        "no tags" => new EvenTagModel(2),
        "transcript" => new TranscriptModel(2),
        "transcript of ids" => new TokenTranscripts(2),
        "ids" => new TokenClassifier(2),
        "quantiles" => new QuantileModel(2),
        "quantiles of steps" => new EveryStepQuantileModel(2),
        "mean and spread" => new GaussianModel(2),
        "scaled" => new TwoColumnGaussianForecaster(2),
        "median" => new MedianModel(2),
        "translator" => new AdditiveTranslator(2),
        _ => new ValueTranslator(2),
    };

    [Fact]
    public void Many_threads_may_be_the_first()
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

[LstmModel(LookBack = 9)]
[Lstm(22)]
[Lstm(10)]
[Dense(1)]
internal sealed partial class ColdModel;

[LstmModel(LookBack = 7)]
[Lstm(11)]
[Dense(1)]
internal sealed partial class TinyWarmModel;

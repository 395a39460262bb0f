namespace LstmGen.Conformance.Traffic;

/// <summary>Models that learn now and then own their parameters, their packed weights and their optimizer's state, and nothing else.</summary>
[Collection(nameof(LightModelTests))]
[CollectionDefinition(nameof(LightModelTests), DisableParallelization = true)]
public sealed class LightModelTests
{
    private static readonly float[] Window = [.. Enumerable.Range(0, 20).Select(i => MathF.Sin(i * 0.3f))];

    [Fact]
    public void A_small_model_that_learns_online_takes35_KB() => RequireHeap(seed => new Light16(seed), 300, 35_000);

    [Fact]
    public void A_tutorial_model_that_learns_online_takes230_KB() => RequireHeap(seed => new Light50(seed), 100, 230_000);

    /// <summary>One model alone, once the scratch has been idle for long.</summary>
    [Fact]
    public void Shared_scratch_goes_when_it_is_idle()
    {
        Light50 model = new(1);
        model.FitBatch(Window, [0.5f], new Adam());
        EnginePool engines = model.Kernels.Engines;
        Assert.Equal(1, engines.Idle);
        engines.DropIdle(Environment.TickCount64 - 60_000);
        Assert.Equal(1, engines.Idle);
        engines.DropIdle(Environment.TickCount64 + 1);
        model.Kernels.Scratch.DropIdle(Environment.TickCount64 + 1);
        Assert.Equal(0, engines.Idle);
        model.FitBatch(Window, [0.5f], new Adam());
        Assert.Equal(1, engines.Idle);
    }

    /// <summary>Many models of one class, trained at once and one after another, give the bits that each gives alone.</summary>
    [Fact]
    public void Models_that_share_scratch_give_the_bits_of_one_alone()
    {
        const int Models = 24;
        WindowDataset data = WindowDataset.Of([.. Enumerable.Range(0, 120).Select(i => MathF.Sin(i * 0.3f))], 20);
        float[][] alone = [.. Enumerable.Range(0, Models).Select(seed => Train(seed, data))];
        float[][] together = new float[Models][];
        Parallel.For(0, Models, new ParallelOptions { MaxDegreeOfParallelism = 6 }, seed => together[seed] = Train(seed, data));
        for (int seed = 0; seed < Models; seed++) Bits.Equal(alone[seed], together[seed], $"model {seed}");
    }

    /// <summary>The threads of training end when nobody trains.</summary>
    [Fact]
    public void Helper_threads_are_given_back()
    {
        WindowDataset data = WindowDataset.Of([.. Enumerable.Range(0, 200).Select(i => MathF.Sin(i * 0.3f))], 20);
        int most = 0;
        Parallel.For(0, 24, new ParallelOptions { MaxDegreeOfParallelism = 8 }, seed =>
        {
            new Light16(seed).Fit(data, new FitOptions { Epochs = 1, MaxDegreeOfParallelism = 3 });
            int threads = WorkerTeam.AllThreads;
            for (int seen = most; threads > seen; seen = most) Interlocked.CompareExchange(ref most, threads, seen);
        });
        Assert.True(most > 0, "Nobody helped.");
        Assert.True(SpinWait.SpinUntil(() => WorkerTeam.AllThreads == 0, TimeSpan.FromMinutes(1)), $"{WorkerTeam.AllThreads} of {most} threads are still there.");
    }

    private static float[] Train(int seed, WindowDataset data)
    {
        Light16 model = new(seed);
        Adam adam = new();
        model.FitBatch(Window, [0.5f], adam);
        model.Fit(data, new FitOptions { Epochs = 2, Optimizer = adam, MaxDegreeOfParallelism = 1 + seed % 3 });
        _ = model.Evaluate(data);
        model.FitBatch(Window, [0.5f], adam);
        return model.Parameters.Values.ToArray();
    }

    private static void RequireHeap(Func<int, SequenceModel> create, int count, long most)
    {
        // What the class has once is not a model's: code, and an engine for each caller.
        create(0).FitBatch(Window, [0.5f], new Adam());
        long before = Heap();
        (SequenceModel Model, Optimizer Adam)[] learners = new (SequenceModel, Optimizer)[count];
        for (int i = 0; i < count; i++)
        {
            learners[i] = (create(i), new Adam());
            float[] answer = new float[1];
            learners[i].Model.FitBatch(Window, [0.5f], learners[i].Adam);
            learners[i].Model.Predict(Window, answer);
            learners[i].Model.PredictBatch(Window, answer);
        }

        long each = (Heap() - before) / count;
        GC.KeepAlive(learners);
        TestContext.Current.TestOutputHelper?.WriteLine($"{each:N0} bytes a model");
        Assert.InRange(each, 1_000, most);
    }

    private static long Heap()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}

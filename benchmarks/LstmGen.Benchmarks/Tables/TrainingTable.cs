using BenchmarkDotNet.Attributes;

namespace LstmGen.Benchmarks;

/// <summary>A whole training step with Adam: look-back 20, one feature, LSTM(Units) + Dense(1), 64 windows.</summary>
[MemoryDiagnoser]
public class TrainingTable
{
    private TrainingBatch _batch = null!;

    [Params(32, 50, 64, 128)]
    public int Units { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void SetUp() => _batch = new TrainingBatch(Models.Single(Units), windows: 64);

    [Benchmark]
    public void Step() => _batch.Train(1, Threads);
}

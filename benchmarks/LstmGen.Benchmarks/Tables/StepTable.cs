using BenchmarkDotNet.Attributes;

namespace LstmGen.Benchmarks;

/// <summary>One step of a stream: one feature, LSTM(50) + Dense(1).</summary>
[MemoryDiagnoser]
public class StepTable
{
    private readonly Lstm50 _model = Models.Disturbed(new Lstm50());
    private Lstm50.State _state;
    private PeerStream _peer = null!;

    [GlobalSetup]
    public void SetUp() => _peer = new PeerStream(_model);

    [GlobalCleanup]
    public void CleanUp() => _peer.Dispose();

    [Benchmark(Baseline = true, Description = "ONNX Runtime")]
    public float OnnxRuntime() => _peer.Step(0.5f);

    [Benchmark(Description = "LstmGen")]
    public float Generated() => _model.Step(ref _state, 0.5f);
}

using BenchmarkDotNet.Attributes;

namespace LstmGen.Benchmarks;

/// <summary>One window: look-back 60, five features, LSTM(50), LSTM(50), Dense(1).</summary>
[MemoryDiagnoser]
public class StackedTable
{
    private readonly Stacked50x50 _model = Models.Disturbed(new Stacked50x50());
    private readonly float[] _window = Models.Noise(60 * 5, seed: 2);
    private readonly float[] _output = new float[1];
    private Peer _peer = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _peer = new Peer(_model, windows: 1);
        _peer.Load(_window);
    }

    [GlobalCleanup]
    public void CleanUp() => _peer.Dispose();

    [Benchmark(Baseline = true, Description = "ONNX Runtime")]
    public void OnnxRuntime() => _peer.Run();

    [Benchmark(Description = "LstmGen")]
    public void Generated() => _model.Predict(_window, _output);
}

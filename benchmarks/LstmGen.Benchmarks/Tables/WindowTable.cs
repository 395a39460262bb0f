using BenchmarkDotNet.Attributes;

namespace LstmGen.Benchmarks;

/// <summary>One window: look-back 20, one feature, LSTM(Units) + Dense(1).</summary>
[MemoryDiagnoser]
public class WindowTable
{
    private readonly float[] _output = new float[1];
    private SequenceModel _model = null!;
    private float[] _window = null!;
    private Peer _peer = null!;

    [Params(16, 32, 50, 64, 128)]
    public int Units { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _model = Models.Single(Units);
        _window = Models.Noise(_model.Description.InputSize, seed: 2);
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

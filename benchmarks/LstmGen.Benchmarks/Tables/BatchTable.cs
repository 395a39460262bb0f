using BenchmarkDotNet.Attributes;

namespace LstmGen.Benchmarks;

/// <summary>A batch of windows on one thread: look-back 20, one feature, LSTM(Units) + Dense(1).</summary>
[MemoryDiagnoser]
public class BatchTable
{
    private SequenceModel _model = null!;
    private float[] _windows = null!;
    private float[] _outputs = null!;
    private Peer _peer = null!;

    [Params(32, 50, 64, 128)]
    public int Units { get; set; }

    [Params(32, 1_024)]
    public int Windows { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _model = Models.Single(Units);
        _windows = Models.Noise(Windows * _model.Description.InputSize, seed: 2);
        _outputs = new float[Windows];
        _peer = new Peer(_model, Windows);
        _peer.Load(_windows);
    }

    [GlobalCleanup]
    public void CleanUp() => _peer.Dispose();

    [Benchmark(Baseline = true, Description = "ONNX Runtime")]
    public void OnnxRuntime() => _peer.Run();

    [Benchmark(Description = "LstmGen")]
    public void Generated() => _model.PredictBatch(_windows, _outputs);
}

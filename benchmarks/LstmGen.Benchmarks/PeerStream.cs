using Microsoft.ML.OnnxRuntime;

namespace LstmGen.Benchmarks;

/// <summary>
/// ONNX Runtime one step at a time: the state goes in and comes out. Two bindings take turns, so that the state that one step wrote is the
/// next one's without a copy.
/// </summary>
internal sealed class PeerStream : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding[] _bindings = new OrtIoBinding[2];
    private readonly List<OrtValue> _values = [];
    private readonly float[] _x;
    private readonly float[] _y;
    private int _turn;

    /// <summary>A session with the weights of a model of one LSTM layer, in the zero state.</summary>
    public PeerStream(SequenceModel model)
    {
        int units = model.Parameters.ShapeOf("lstm.recurrent_kernel")[0];
        _x = new float[model.Description.Features];
        _y = new float[model.Description.Outputs];
        _session = Peer.Open(OnnxModel.OfStream(model));
        OrtValue x = Peer.Bind(_values, _x, 1, 1, _x.Length);
        OrtValue y = Peer.Bind(_values, _y, 1, _y.Length);
        OrtValue[] h = [State(units), State(units)];
        OrtValue[] c = [State(units), State(units)];
        for (int turn = 0; turn < 2; turn++)
        {
            _bindings[turn] = _session.CreateIoBinding();
            _bindings[turn].BindInput("x", x);
            _bindings[turn].BindInput("h", h[turn]);
            _bindings[turn].BindInput("c", c[turn]);
            _bindings[turn].BindOutput("y", y);
            _bindings[turn].BindOutput("h_next", h[1 - turn]);
            _bindings[turn].BindOutput("c_next", c[1 - turn]);
        }
    }

    /// <summary>One step; the state goes on.</summary>
    public float Step(float input)
    {
        _x[0] = input;
        _session.RunWithBinding(_run, _bindings[_turn]);
        _turn = 1 - _turn;
        return _y[0];
    }

    public void Dispose()
    {
        Array.ForEach(_bindings, binding => binding.Dispose());
        _values.ForEach(value => value.Dispose());
        _run.Dispose();
        _session.Dispose();
    }

    private OrtValue State(int units) => Peer.Bind(_values, new float[units], 1, 1, units);
}

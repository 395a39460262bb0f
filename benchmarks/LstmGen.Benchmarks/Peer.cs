using LstmGen.Runtime;
using Microsoft.ML.OnnxRuntime;

namespace LstmGen.Benchmarks;

/// <summary>
/// ONNX Runtime at its best, on one thread: bound to fixed buffers, all graph optimisations on, one file for one number of windows.
/// </summary>
internal sealed class Peer : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _run = new();
    private readonly OrtIoBinding _binding;
    private readonly List<OrtValue> _values = [];
    private readonly ModelDescription _description;
    private readonly float[] _x;
    private readonly float[] _y;

    /// <summary>A session with the weights of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="windows">Windows a run.</param>
    public Peer(SequenceModel model, int windows)
    {
        _description = model.Description;
        Windows = windows;
        _x = new float[windows * _description.InputSize];
        _y = new float[windows * _description.OutputSize];
        _session = Open(OnnxModel.OfWindows(model, windows));
        _binding = _session.CreateIoBinding();
        _binding.BindInput("x", Bind(_values, _x, _description.LookBack, windows, _description.Features));
        _binding.BindOutput("y", Bind(_values, _y, windows, _description.Outputs));
    }

    /// <summary>Windows a run.</summary>
    public int Windows { get; }

    /// <summary>What the last run put out, window by window.</summary>
    public ReadOnlySpan<float> Outputs => _y;

    /// <summary>Takes in as many windows as a run has; ONNX has the steps outside and the windows inside.</summary>
    public void Load(ReadOnlySpan<float> windows)
    {
        int steps = _description.LookBack, features = _description.Features;
        for (int window = 0; window < Windows; window++)
        {
            for (int step = 0; step < steps; step++)
            {
                windows.Slice((window * steps + step) * features, features).CopyTo(_x.AsSpan((step * Windows + window) * features));
            }
        }
    }

    public void Run() => _session.RunWithBinding(_run, _binding);

    public void Dispose()
    {
        _binding.Dispose();
        _values.ForEach(value => value.Dispose());
        _run.Dispose();
        _session.Dispose();
    }

    /// <summary>A session on one thread with all graph optimisations on.</summary>
    public static InferenceSession Open(byte[] model)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        return new InferenceSession(model, options);
    }

    /// <summary>A tensor over an array, to be disposed of with the others.</summary>
    public static OrtValue Bind(List<OrtValue> values, float[] array, params ReadOnlySpan<int> shape)
    {
        long[] dimensions = new long[shape.Length];
        for (int i = 0; i < shape.Length; i++)
        {
            dimensions[i] = shape[i];
        }

        OrtValue value = OrtValue.CreateTensorValueFromMemory(array, dimensions);
        values.Add(value);
        return value;
    }
}

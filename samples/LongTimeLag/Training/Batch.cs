using LstmGen;

namespace LongTimeLag;

/// <summary>Writes a sequence and what is asked for.</summary>
/// <returns>The sequence's length in steps.</returns>
internal delegate int Writer(Span<float> input, Span<float> target);

/// <summary>Sequences of a task side by side, padded to the longest, and what a model says of them. Filled again, it allocates nothing.</summary>
internal sealed class Batch
{
    private readonly LagTask _task;
    private readonly SequenceModel _model;
    private readonly float[] _inputs;
    private readonly float[] _targets;
    private readonly float[] _outputs;
    private readonly int[] _lengths;
    private readonly double[] _errors;

    public Batch(LagTask task, SequenceModel model, int rows)
    {
        _task = task;
        _model = model;
        _inputs = new float[rows * model.Description.InputSize];
        _targets = new float[rows * model.Description.TargetSize];
        _outputs = new float[rows * model.Description.OutputSize];
        _lengths = new int[rows];
        _errors = new double[rows];
    }

    public int Rows => _lengths.Length;

    public void Fill(Writer write)
    {
        for (int row = 0; row < Rows; row++)
        {
            _lengths[row] = write(Row(_inputs, row), Row(_targets, row));
        }
    }

    /// <summary>What the model errs by, sequence by sequence.</summary>
    public ReadOnlySpan<double> Errors()
    {
        _model.PredictBatch(_inputs, _lengths, _outputs);
        for (int row = 0; row < Rows; row++)
        {
            _errors[row] = _task.Error(Row(_inputs, row), _lengths[row], Row(_targets, row), Row(_outputs, row));
        }

        return _errors;
    }

    /// <summary>How many sequences the model gets wrong.</summary>
    public int CountWrong() => CountWrong(Errors(), _task.Tolerance);

    /// <summary>How many errors are no less than the tolerance.</summary>
    public static int CountWrong(ReadOnlySpan<double> errors, double tolerance)
    {
        int wrong = 0;
        foreach (double error in errors)
        {
            wrong += error < tolerance ? 0 : 1;
        }

        return wrong;
    }

    /// <summary>One update of the model.</summary>
    public void Learn(Optimizer optimizer, double learningRate, GradientClipping clipping) =>
        _model.FitBatch(_inputs, _targets, optimizer, clipping: clipping, learningRate: learningRate, lengths: _lengths);

    /// <summary>One sequence and the model's answer to it, in words.</summary>
    public string Describe(int row)
    {
        Errors();
        return _task.Describe(Row(_inputs, row), _lengths[row], Row(_targets, row), Row(_outputs, row));
    }

    private Span<float> Row(float[] values, int row) => values.AsSpan(row * (values.Length / Rows), values.Length / Rows);
}

namespace LstmGen;

/// <summary>What a model would lose that always answers with the mean of its targets: a network that does no better has learned nothing from its inputs.</summary>
internal sealed class MeanPredictor
{
    private const double Smallest = 1e-12;
    private readonly SequenceModel _model;
    private readonly WindowDataset _windows;
    private readonly Loss _lossFunction;
    private double? _loss;

    private MeanPredictor(SequenceModel model, WindowDataset windows, Loss loss)
    {
        _model = model;
        _windows = windows;
        _lossFunction = loss;
    }

    /// <summary>The mean loss over the windows, as training takes it; computed when first asked for. At least a trifle above 0.</summary>
    public double Loss => _loss ??= Compute();

    /// <summary>The predictor for windows as training sees them; null where the outputs are not the targets themselves.</summary>
    public static MeanPredictor? For(SequenceModel model, WindowDataset windows, Loss loss) =>
        model.Description is { ScalesOutputs: true, Distribution: null, Decoder: null } && loss.OutputsPerTarget == 1 && windows.TargetSize == model.Description.OutputSize
            ? new MeanPredictor(model, windows, loss)
            : null;

    private double Compute()
    {
        int size = _windows.TargetSize, width = _model.Description.Outputs;
        double[] sums = new double[size];
        long[] counts = new long[size];
        for (int window = 0; window < _windows.Count; window++)
        {
            ReadOnlySpan<float> target = Valid(window, width);
            for (int i = 0; i < target.Length; i++)
            {
                sums[i] += target[i];
                counts[i]++;
            }
        }

        float[] mean = new float[size], gradient = new float[size];
        for (int i = 0; i < size; i++)
        {
            mean[i] = counts[i] == 0 ? 0f : (float)(sums[i] / counts[i]);
        }

        double sum = 0.0;
        for (int window = 0; window < _windows.Count; window++)
        {
            ReadOnlySpan<float> target = Valid(window, width);
            if (!target.IsEmpty) sum += (double)_windows.WeightOf(window) * _lossFunction.Row(mean.AsSpan(0, target.Length), target, gradient.AsSpan(0, target.Length));
        }

        return Math.Max(Math.Abs(sum / _windows.Count), Smallest);
    }

    private ReadOnlySpan<float> Valid(int window, int width) =>
        _windows.TargetOf(window)[..(width * _model.Kernels.OutputLength(_windows.InputOf(window), _windows.LengthOf(window)))];
}

using LstmGen.Forecasting;
using LstmGen.Inspection;
using LstmGen.Runtime;

namespace LstmGen.Watch.Frames;

/// <summary>Makes the pictures of one run. One thread at a time.</summary>
internal sealed class Studio
{
    private static readonly Dictionary<char, Func<LayerTrace, int, ReadOnlySpan<float>>> s_gates = new()
    {
        ['i'] = static (layer, step) => layer.InputGate(step),
        ['f'] = static (layer, step) => layer.ForgetGate(step),
        ['o'] = static (layer, step) => layer.OutputGate(step),
        ['g'] = static (layer, step) => layer.Candidate(step),
        ['c'] = static (layer, step) => layer.Cell(step),
        ['z'] = static (layer, step) => layer.UpdateGate(step),
        ['r'] = static (layer, step) => layer.ResetGate(step),
    };

    private readonly TrainingRun _run;
    private readonly TrainingFeedOptions _options;
    private readonly SequenceModel _model;
    private readonly ModelDescription _description;
    private readonly ShownWindows _windows;
    private readonly Course? _course;
    private readonly ModelTrace? _trace;
    private readonly float[] _parameters;
    private readonly float[] _gradient;
    private SequenceModel? _copy;
    private ModelTrace? _copyTrace;
    private bool _hasGradient;

    public Studio(TrainingRun run, TrainingFeedOptions options)
    {
        (_run, _options, _model, _description) = (run, options, run.Model, run.Model.Description);
        _windows = new ShownWindows(run, options.Windows);
        _course = Course.Of(run, options);
        _trace = _description.Decoder is null ? _model.CreateTrace() : null;
        _parameters = new float[_description.ParameterCount];
        _gradient = new float[_description.ParameterCount];
    }

    /// <summary>The run, told once.</summary>
    public RunMessage Describe(int number) => new(
        number,
        _description.Name,
        _model.ToString(),
        [.. (_trace?.Layers ?? []).Select((layer, i) => new LayerMessage(layer.Name, layer.Steps, layer.Units, layer.Width, Gates(i), GateHolder.Held(_description, layer, Gates(i))))],
        [.. (_trace?.Attentions ?? []).Select(attention => attention.Name)],
        [.. _description.Parameters.Select(tensor => tensor.Name)],
        _description.ParameterCount,
        _run.Options.Epochs,
        _run.Batches,
        _run.Training.Count,
        _run.Validation?.Count ?? 0,
        _run.Optimizer.ToString()!,
        _run.Loss.Name,
        _windows.HeldOut,
        _windows.HasClasses,
        _windows.Truth is { } truth ? Packed.Floats(truth) : null,
        _windows.Naive is { } naive ? Packed.Floats(naive) : null,
        _trace is null ? 0 : _windows.Count,
        _course?.Past,
        _course?.Future,
        _course?.Naive,
        _course?.Seasonal,
        _course?.Steps ?? 0);

    /// <summary>An epoch, and how good the model is after it on the windows that are shown, if they are held out.</summary>
    public EpochMessage Describe(in EpochReport epoch)
    {
        ForecastAccuracy? accuracy = _windows.Truth is null || !_windows.HeldOut ? null : ForecastAccuracy.Of(_model, _windows.Windows);
        return new(
            epoch.Epoch, Finite(epoch.Loss), Finite(epoch.ValidationLoss), epoch.LearningRate, epoch.Elapsed.TotalSeconds, epoch.IsBest,
            Finite(accuracy?.Rmse), Finite(accuracy?.Mae), Finite(accuracy?.SkillAgainstNaive), Finite(accuracy?.SkillAgainstSeasonalNaive), accuracy?.LooksLikeLaggedCopy ?? false,
            Sum());
    }

    /// <summary>The name of the parameters' bits.</summary>
    public string Sum()
    {
        _model.Parameters.CopyTo(_parameters);
        return Checksum.Of(_parameters);
    }

    /// <summary>Keeps the gradient of the last update for the next pictures. On the training thread.</summary>
    public void KeepGradient()
    {
        _run.CopyGradient(_gradient);
        _hasGradient = _run.Updates > 0;
    }

    /// <summary>What is wrong with what somebody wants to look at; null where nothing is.</summary>
    public string? Refuse(FeedView view)
    {
        int layers = _trace?.Layers.Count ?? 0;
        if (layers > 0 && (view.Layer < 0 || view.Layer >= layers)) return FormattableString.Invariant($"layer: Expected 0 to {layers - 1}, but got {view.Layer}.");
        if (view.Window < -1 || view.Window >= _windows.Count) return FormattableString.Invariant($"window: Expected -1 to {_windows.Count - 1}, but got {view.Window}.");
        if (view.Tensor is { } tensor && !_description.Parameters.Any(own => own.Name == tensor)) return $"tensor: The model has no tensor '{tensor}'.";
        if (view.Held is not { } held) return null;
        if (held.Layer < 0 || held.Layer >= layers) return FormattableString.Invariant($"held.layer: Expected 0 to {layers - 1}, but got {held.Layer}.");
        LayerTrace layer = _trace!.Layers[held.Layer];
        string gates = GateHolder.Held(_description, layer, Gates(held.Layer));
        if (held.Gate.Length != 1 || !gates.Contains(held.Gate, StringComparison.Ordinal)) return $"held.gate: Expected one of '{gates}' of {layer.Name}, but got '{held.Gate}'.";
        return held.Unit < 0 || held.Unit >= layer.Units ? FormattableString.Invariant($"held.unit: Expected 0 to {layer.Units - 1}, but got {held.Unit}.") : null;
    }

    /// <summary>The model as it is.</summary>
    public FrameMessage Draw(FeedView view, in UpdateReport update)
    {
        _model.Parameters.CopyTo(_parameters);
        return new(
            update.Epoch, update.Batch, Finite(update.Loss), update.Elapsed.TotalSeconds, _windows.Answer(_model), _course?.Forecast(_model), Inside(view),
            [.. (_trace?.Attentions ?? []).Select(Weights)],
            Spread(view, _parameters), _hasGradient ? Spread(view, _gradient) : null,
            [.. _description.Parameters.Select(tensor => new TensorMessage(Histogram.Size(_parameters.AsSpan(tensor.Offset, tensor.Count)), Histogram.Size(_gradient.AsSpan(tensor.Offset, tensor.Count))))],
            view.Held is { } held ? Hold(held, view) : null,
            _options.Sample?.Invoke(_model));
    }

    private TraceMessage? Inside(FeedView view)
    {
        if (_trace is null) return null;
        ReadOnlySpan<float> window = _windows.Window(view.Window);
        _model.Trace(window, _trace);
        if (_trace.Layers.Count == 0) return null;
        LayerTrace layer = _trace.Layers[view.Layer];
        var planes = Gates(view.Layer).ToDictionary(gate => gate.ToString(), gate => Packed.Plane(Rows(layer, layer.Units, s_gates[gate])), StringComparer.Ordinal);
        planes["h"] = Hidden(layer);
        return new(view.Layer, _windows.Index(view.Window), Packed.Floats(window), _windows.Features, planes);
    }

    private HeldMessage Hold(HeldGate held, FeedView view)
    {
        _copy ??= _model.Clone();
        _copyTrace ??= _copy.CreateTrace();
        LayerTrace layer = _copyTrace.Layers[held.Layer];
        float[] parameters = [.. _parameters];
        GateHolder.Hold(parameters, _description, layer, Gates(held.Layer), held);
        _copy.Parameters.CopyFrom(parameters);
        _copy.Trace(_windows.Window(view.Window), _copyTrace);
        return new(held.Layer, held.Gate, held.Unit, held.Open, _windows.Answer(_copy), _course?.Forecast(_copy), Hidden(layer));
    }

    private HistogramMessage Spread(FeedView view, ReadOnlySpan<float> values)
    {
        if (view.Tensor is not { } name) return Histogram.Of("", values);
        ParameterDescription tensor = _description.Parameters.First(own => own.Name == name);
        return Histogram.Of(name, values.Slice(tensor.Offset, tensor.Count));
    }

    private string Gates(int layer) => _description.Traces[layer].Gates;

    private static Plane Hidden(LayerTrace layer) => Packed.Plane(Rows(layer, layer.Width, static (own, step) => own.Hidden(step)));

    private static float[] Rows(LayerTrace layer, int width, Func<LayerTrace, int, ReadOnlySpan<float>> row)
    {
        float[] values = new float[layer.Steps * width];
        for (int step = 0; step < layer.Steps; step++)
        {
            row(layer, step).CopyTo(values.AsSpan(step * width));
        }

        return values;
    }

    private static AttentionMessage Weights(AttentionTrace attention)
    {
        float[] weights = new float[attention.Heads * attention.Steps];
        for (int head = 0; head < attention.Heads; head++)
        {
            attention.Weights(head).CopyTo(weights.AsSpan(head * attention.Steps));
        }

        return new(attention.Heads, attention.Steps, Packed.Plane(weights));
    }

    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}

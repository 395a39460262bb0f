using LstmGen.Forecasting;
using LstmGen.Initialization;
using LstmGen.Persistence;
using LstmGen.Runtime;

namespace LstmGen;

// The weights: who reads them, who may change them, and how a change comes all at once.
public abstract partial class SequenceModel
{
    private WeightVersion _version = new();
    private volatile WeightSet _weights = new(null, null);
    private string? _running;
    private bool _drawsFromSeed;

    /// <summary>
    /// Where a model's first parameters come from, with its scaler and layout: null, the default, draws them from the seed. A class whose weights travel with it gives their file here, for
    /// example an embedded one: <c>protected override Stream? OpenInitialWeights() => typeof(PriceModel).Assembly.GetManifestResourceStream("price.safetensors");</c>
    /// </summary>
    /// <remarks>Called once, when something first needs the parameters; never for a model that is loaded before. What it throws, and what is wrong with the file, comes out of that call.</remarks>
    /// <returns>A safetensors file of this model's tensors, which is closed when it has been read; null to draw the parameters.</returns>
    protected virtual Stream? OpenInitialWeights() => null;

    /// <summary>The packed weights.</summary>
    internal ReadOnlySpan<float> PackedWeights => Drawn().Packed!.Span;

    /// <summary>For the optimizers: write, then call <see cref="ParametersChanged"/>.</summary>
    internal Span<float> MutableParameters => Drawn().Parameters;

    /// <summary>One look at all that predictions read.</summary>
    internal Reading BeginReading() => new(_version);

    /// <summary>Replaces all parameters in place, for the call that is running.</summary>
    internal void SetParameters(ReadOnlySpan<float> values)
    {
        using Lock.Scope gate = HoldWriters();
        values.CopyTo(MutableParameters);
        ParametersChanged();
    }

    /// <summary>Brings the kernels' packed weights up to date. Call after every write to <see cref="MutableParameters"/>.</summary>
    internal void ParametersChanged()
    {
        WeightSet weights = Drawn();
        Change(weights, static (model, weights) => model.Kernels.Pack(weights.Parameters, weights.Packed!.Span));
    }

    /// <summary>Keeps others from changing or copying the weights while they are written.</summary>
    internal Lock.Scope HoldWriters() => _version.Gate.EnterScope();

    /// <summary>
    /// The one way of replacing a model's weights from outside: refused while a call trains or evaluates, else at once for every prediction. What predictions
    /// have begun to read stays as it is.
    /// </summary>
    /// <param name="call">The public call, for the message.</param>
    /// <param name="parameters">ParameterCount values, which the model keeps.</param>
    /// <param name="scaler">With them.</param>
    /// <param name="layout">With them.</param>
    /// <param name="also">What else of the model's goes with the old weights.</param>
    /// <exception cref="InvalidOperationException">A call is running that trains or evaluates.</exception>
    internal void Replace(string call, float[] parameters, Scaler? scaler, ForecastLayout? layout, Action<SequenceModel>? also = null)
    {
        RefuseWhileRunning(call);
        var weights = new WeightSet(parameters, new AlignedBuffer(Description.PackedLength)) { Scaler = scaler, Layout = layout };
        Kernels.Pack(parameters, weights.Packed!.Span);
        using Lock.Scope gate = HoldWriters();
        RefuseWhileRunning(call);
        Change(weights, static (model, weights) => model._weights = weights);
        also?.Invoke(this);
    }

    /// <summary>A copy of what the model is, whole, whatever runs beside.</summary>
    internal (float[] Parameters, Scaler? Scaler, ForecastLayout? Layout) CopyWeights()
    {
        using Lock.Scope gate = HoldWriters();
        WeightSet weights = Drawn();
        return ([.. weights.Parameters!], weights.Scaler, weights.Layout);
    }

    /// <summary>For a copy of the object, which has the fields of its original: gives it weights and a gate of its own.</summary>
    internal void TakeWeightsOf(SequenceModel original)
    {
        (float[] parameters, Scaler? scaler, ForecastLayout? layout) = original.CopyWeights();
        (_version, _running) = (new WeightVersion(), null);
        Replace(nameof(TakeWeightsOf), parameters, scaler, layout);
    }

    /// <summary>Refuses a call that changes the model while another one trains or evaluates it, on whichever thread.</summary>
    /// <exception cref="InvalidOperationException">One is running.</exception>
    internal void RefuseWhileRunning(string call)
    {
        if (Volatile.Read(ref _running) is { } running) throw Refused(call, running);
    }

    /// <summary>Marks the model as trained or evaluated until <see cref="EndRun"/>.</summary>
    /// <exception cref="InvalidOperationException">One is running.</exception>
    private void BeginRun(string call)
    {
        using Lock.Scope gate = HoldWriters();
        RefuseWhileRunning(call);
        Volatile.Write(ref _running, call);
    }

    private void EndRun() => Volatile.Write(ref _running, null);

    private InvalidOperationException Refused(string call, string running) => new(
        $"{call} is refused: {running} is running on this {Description.Name}, which is being trained or evaluated already, one call at a time. Call {call} when {running} " +
        $"has returned; or train a copy of the model and take over its weights when it is ready, which predictions may run beside.");

    private void Change(WeightSet weights, Action<SequenceModel, WeightSet> change)
    {
        using Lock.Scope gate = HoldWriters();
        _version.Open();
        try
        {
            change(this, weights);
        }
        finally
        {
            _version.Close();
        }
    }

    private WeightSet Drawn() => _weights is { Parameters: not null } weights ? weights : DrawParameters();

    /// <summary>Several threads may predict first: one draws, the others wait.</summary>
    private WeightSet DrawParameters()
    {
        using Lock.Scope gate = HoldWriters();
        if (_weights is { Parameters: not null } there) return there;
        if (TakeInitialWeights()) return _weights;
        float[] parameters = new float[Description.ParameterCount];
        var drawn = new WeightSet(parameters, new AlignedBuffer(Description.PackedLength)) { Scaler = _weights.Scaler, Layout = _weights.Layout };
        Initializers.Fill(Description.Parameters.AsSpan(), Seed, parameters);
        Kernels.Pack(parameters, drawn.Packed!.Span);
        return _weights = drawn;
    }

    /// <summary>What comes with the weights, which a class with weights of its own has from the beginning.</summary>
    private WeightSet WithInitialWeights()
    {
        if (_drawsFromSeed || _weights.Parameters is not null) return _weights;
        using Lock.Scope gate = HoldWriters();
        TakeInitialWeights();
        return _weights;
    }

    /// <summary>Takes the weights that travel with the class; false where there are none, or others came before.</summary>
    private bool TakeInitialWeights()
    {
        if (_weights.Parameters is not null) return true;
        if (_drawsFromSeed) return false;
        using Stream? embedded = OpenInitialWeights();
        _drawsFromSeed = embedded is null;
        if (embedded is null) return false;
        ModelFile.Content content = ReadContent(embedded, "The file of its first weights");
        var weights = new WeightSet(content.Parameters, new AlignedBuffer(Description.PackedLength)) { Scaler = _weights.Scaler ?? content.Scaler, Layout = _weights.Layout ?? content.Layout };
        Kernels.Pack(content.Parameters, weights.Packed!.Span);
        _weights = weights;
        return true;
    }
}

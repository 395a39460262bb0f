using LstmGen.Runtime;

namespace LstmGen;

/// <summary>
/// The base of every generated model: the flat parameter vector and what the shared runtime does with it. Training, forecasting, saving and
/// inspection live in the other parts of this class, one file each.
/// </summary>
/// <remarks>
/// Prediction may run on any number of threads at once. Training, loading and setting parameters may not run beside anything else on the
/// same model. The initial parameters are drawn when something first needs them, so that a model which is loaded from a file never draws any;
/// <see cref="Warmup"/> has it done at a time of one's choosing.
/// </remarks>
public abstract partial class SequenceModel
{
    private readonly float[] _parameters;
    private readonly AlignedBuffer _packed;
    private volatile bool _hasParameters;

    /// <summary>Called by generated code.</summary>
    /// <param name="kernels">The model's kernels.</param>
    /// <param name="seed">Of the initial parameters, of shuffling and of dropout.</param>
    protected SequenceModel(ModelKernels kernels, ulong seed)
    {
        Kernels = kernels;
        Seed = seed;
        Identity = new ModelIdentity(Description.Name);
        _parameters = new float[Description.ParameterCount];
        _packed = new AlignedBuffer(Description.PackedLength);
        Parameters = new ParameterSet(this);
    }

    /// <summary>What optimizers know this model by.</summary>
    internal ModelIdentity Identity { get; }

    /// <summary>The kernels, for the runtime.</summary>
    internal ModelKernels Kernels { get; }

    /// <summary>The shape: look-back, features, outputs, parameters.</summary>
    public ModelDescription Description => Kernels.Description;

    /// <summary>The seed given to the constructor.</summary>
    public ulong Seed { get; }

    /// <summary>The parameters: how many, the flat vector, and named views on it.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The packed weights, for generated code.</summary>
    protected ReadOnlySpan<float> Packed
    {
        get
        {
            RequireParameters();
            return _packed.Span;
        }
    }

    /// <summary>The packed weights, for the runtime.</summary>
    internal ReadOnlySpan<float> PackedWeights => Packed;

    /// <summary>For the optimizers: write, then call <see cref="ParametersChanged"/>.</summary>
    internal Span<float> MutableParameters
    {
        get
        {
            RequireParameters();
            return _parameters;
        }
    }

    /// <summary>Replaces all parameters.</summary>
    internal void SetParameters(ReadOnlySpan<float> values)
    {
        values.CopyTo(_parameters);
        ParametersChanged();
    }

    /// <summary>Brings the kernels' packed weights up to date. Call after every write to <see cref="MutableParameters"/>.</summary>
    internal void ParametersChanged()
    {
        Kernels.Pack(_parameters, _packed.Span);
        _hasParameters = true;
    }

    private void RequireParameters()
    {
        if (!_hasParameters) DrawParameters();
    }

    /// <summary>Several threads may predict first: one draws, the others wait.</summary>
    private void DrawParameters()
    {
        lock (_parameters)
        {
            if (_hasParameters) return;
            Initializers.Fill(Description.Parameters, Seed, _parameters);
            ParametersChanged();
        }
    }
}

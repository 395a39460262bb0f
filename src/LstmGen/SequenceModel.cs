using LstmGen.Runtime;

namespace LstmGen;

/// <summary>
/// The base of every generated model: the flat parameter vector and what the shared runtime does with it. Training, forecasting, saving and
/// inspection live in the other parts of this class, one file each.
/// </summary>
/// <remarks>
/// Prediction may run on any number of threads at once. Training, loading and setting parameters may not run beside anything else on the
/// same model.
/// </remarks>
public abstract partial class SequenceModel
{
    private readonly float[] _parameters;
    private readonly AlignedBuffer _packed;

    /// <summary>Called by generated code.</summary>
    /// <param name="kernels">The model's kernels.</param>
    /// <param name="seed">Of the initial parameters, of shuffling and of dropout.</param>
    protected SequenceModel(ModelKernels kernels, ulong seed)
    {
        Kernels = kernels;
        Seed = seed;
        _parameters = new float[Description.ParameterCount];
        _packed = new AlignedBuffer(Description.PackedLength);
        Parameters = new ParameterSet(this);
        Initializers.Fill(Description.Parameters, seed, _parameters);
        ParametersChanged();
    }

    /// <summary>The kernels, for the runtime.</summary>
    internal ModelKernels Kernels { get; }

    /// <summary>The shape: look-back, features, outputs, parameters.</summary>
    public ModelDescription Description => Kernels.Description;

    /// <summary>The seed given to the constructor.</summary>
    public ulong Seed { get; }

    /// <summary>The parameters: how many, the flat vector, and named views on it.</summary>
    public ParameterSet Parameters { get; }

    /// <summary>The packed weights, for generated code.</summary>
    protected ReadOnlySpan<float> Packed => _packed.Span;

    /// <summary>The packed weights, for the runtime.</summary>
    internal ReadOnlySpan<float> PackedWeights => _packed.Span;

    /// <summary>For the optimizers: write, then call <see cref="ParametersChanged"/>.</summary>
    internal Span<float> MutableParameters => _parameters;

    /// <summary>Brings the kernels' packed weights up to date. Call after every write to <see cref="MutableParameters"/>.</summary>
    internal void ParametersChanged() => Kernels.Pack(_parameters, _packed.Span);
}

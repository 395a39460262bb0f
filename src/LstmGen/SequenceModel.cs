using System.Collections.Immutable;
using System.ComponentModel;
using LstmGen.Inspection;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>
/// The base of every generated model: the flat parameter vector and what the shared runtime does with it. Training, forecasting, saving and
/// inspection live in the other parts of this class, one file each.
/// </summary>
/// <remarks>
/// Prediction may run on any number of threads at once, and beside everything else: each call answers from one state of the model, weights, scaler and layout together,
/// as it was before a change or after it, and never from a mixture. Loading, copying into a model or setting its parameters changes all at once; training changes them
/// with every update. Calls that train or evaluate run one at a time, and while one runs, what would replace the weights is refused: train a copy, and take it over when
/// it is ready. The initial parameters are drawn when something first needs them, so that a model which is loaded from a file never draws any;
/// <see cref="Warmup"/> has it done at a time of one's choosing.
/// </remarks>
public abstract partial class SequenceModel
{
    /// <summary>Called by generated code.</summary>
    /// <param name="kernels">The model's kernels.</param>
    /// <param name="seed">Of the initial parameters, of shuffling and of dropout: any number, negative ones too.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected SequenceModel(ModelKernels kernels, long seed)
    {
        Kernels = kernels;
        Seed = seed;
        Identity = new ModelIdentity(Description.Name);
        Parameters = new ParameterSet(this);
    }

    /// <summary>What optimizers know this model by.</summary>
    internal ModelIdentity Identity { get; private set; }

    /// <summary>The kernels, for the runtime.</summary>
    internal ModelKernels Kernels { get; }

    /// <summary>The shape: look-back, features, outputs, parameters.</summary>
    public ModelDescription Description => Kernels.Description;

    /// <summary>
    /// The layers as they were declared, top to bottom: for what has to know the architecture and not the numbers alone, such as a writer or a reader of other tools' files. Each call makes
    /// new objects.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public ImmutableArray<DeclaredLayer> GetDeclaredLayers() => Kernels.DeclareLayers();

    /// <summary>The seed given to the constructor, or that of the checkpoint that was loaded.</summary>
    public long Seed { get; private set; }

    /// <summary>The parameters: how many, the flat vector, and named views on it.</summary>
    public ParameterSet Parameters { get; private set; }

    /// <summary>
    /// A summary in a few lines: the layers with their outputs and parameters, totals, memory, scaling, loss and seed.
    /// </summary>
    public override string ToString() => ModelSummary.Of(this);
}

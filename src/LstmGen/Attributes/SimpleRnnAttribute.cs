namespace LstmGen;

/// <summary>
/// A simple recurrent layer (Elman 1990), without gates and without a cell: h(t) = tanh(x(t)·K + h(t−1)·R + b). It is Keras' SimpleRNN, and PyTorch's RNN with its two biases added up. It
/// passes on its whole sequence when a later layer needs one, else its last step.
/// </summary>
/// <remarks>Tensors: kernel K [features, units], recurrent_kernel R [units, units], bias b [units]; per direction.</remarks>
/// <param name="units">The hidden size, 1 to 4,096.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SimpleRnnAttribute(int units = 0) : LayerAttribute
{
    /// <summary>The hidden size.</summary>
    public int Units { get; set; } = units;

    /// <summary>
    /// Adds a second set of weights that reads the sequence backwards (Schuster &amp; Paliwal 1997); <see cref="Merge"/> joins the two outputs. Where the
    /// sequence is passed on, both outputs of a step stand at that step; else <see cref="LastStep"/> says which steps meet.
    /// </summary>
    public bool Bidirectional { get; set; }

    /// <summary>How the outputs of the two directions become one. The default is [forward, backward], twice the width.</summary>
    public Merge Merge { get; set; } = Merge.Concat;

    /// <summary>Which step two directions pass on where they pass on one. The default is that of each direction, as in Keras.</summary>
    public LastStep LastStep { get; set; } = LastStep.OfDirections;

    /// <summary>
    /// The share of input values that training sets to zero, 0 to below 1, as in Keras: one mask a sequence, the same at every step
    /// (Gal &amp; Ghahramani 2016). Prediction drops nothing; <see cref="SequenceModel.PredictMonteCarlo"/> does. The default is 0.
    /// </summary>
    public double Dropout { get; set; }

    /// <summary>
    /// The share of h(t−1) that training sets to zero on its way into the next step, 0 to below 1: one mask a sequence, the same at every step; what the layer passes on is not masked
    /// (Gal &amp; Ghahramani 2016). Prediction drops nothing. The default is 0.
    /// </summary>
    public double RecurrentDropout { get; set; }

    /// <summary>
    /// Trains h before the first step, which starts at zero. Every window and every stream then goes out from it: a default <c>State</c> is a stream
    /// that has not started, and its first step takes the learned state.
    /// </summary>
    public bool LearnedInitialState { get; set; }

    /// <summary>Passes on every step's output even when no later layer needs them: a following Dense then works on every step.</summary>
    public bool ReturnSequences { get; set; }

    /// <summary>The default is tanh; PyTorch's <c>nonlinearity='relu'</c> is <see cref="Activation.Relu"/>.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;

    /// <summary>Whether the layer has biases. The default is true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Of the input weights [features, units]. The default is Glorot uniform.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>Of the recurrent weights [units, units]. The default is orthogonal.</summary>
    public Initializer RecurrentInitializer { get; set; } = Initializer.Orthogonal;

    /// <summary>Of the biases [units]. The default is zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

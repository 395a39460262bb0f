namespace LstmGen;

/// <summary>
/// A gated recurrent unit (Cho et al. 2014): an LSTM's relative with two gates and no cell. It passes on its whole sequence when a later layer needs one, else its last step.
/// </summary>
/// <remarks>
/// z = σ(x·K_z + h·R_z + b_z), r = σ(x·K_r + h·R_r + b_r), n = tanh(x·K_n + b_n + r⊙(h·R_n + b′_n)); h = z⊙h + (1 − z)⊙n. <see cref="ResetAfter"/> says where r stands.
/// </remarks>
/// <param name="units">The hidden size, 1 to 4,096.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GruAttribute(int units = 0) : LayerAttribute
{
    /// <summary>The hidden size.</summary>
    public int Units { get; set; } = units;

    /// <summary>
    /// Whether the reset gate is laid on the product of h(t−1) with its weights, which then has a bias of its own: the default of Keras, and the only form of PyTorch and cuDNN
    /// (<c>linear_before_reset = 1</c> in ONNX). With false it is laid on h(t−1) itself, as in Cho et al. 2014: n = tanh(x·K_n + (r⊙h)·R_n + b_n). The default is true.
    /// </summary>
    public bool ResetAfter { get; set; } = true;

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
    /// The share of input values that training sets to zero, 0 to below 1, as in Keras: one mask a sequence, the same at every step and for all gates
    /// (Gal &amp; Ghahramani 2016). Prediction drops nothing; <see cref="SequenceModel.PredictMonteCarlo"/> does. The default is 0.
    /// </summary>
    public double Dropout { get; set; }

    /// <summary>
    /// The share of h(t−1) that training sets to zero on its way into the gates and the candidate, 0 to below 1: one mask each and sequence, the same at every step; what the
    /// update gate keeps and what the layer passes on is not masked (Gal &amp; Ghahramani 2016). Prediction drops nothing. The default is 0.
    /// </summary>
    public double RecurrentDropout { get; set; }

    /// <summary>
    /// Trains h before the first step, which starts at zero. Every window and every stream then goes out from it: a default <c>State</c> is a stream
    /// that has not started, and its first step takes the learned state.
    /// </summary>
    public bool LearnedInitialState { get; set; }

    /// <summary>Passes on every step's output even when no later layer needs them: a following Dense then works on every step.</summary>
    public bool ReturnSequences { get; set; }

    /// <summary>Of the candidate. The default is tanh.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;

    /// <summary>Of the two gates. The default is the logistic sigmoid.</summary>
    public Activation RecurrentActivation { get; set; } = Activation.Sigmoid;

    /// <summary>Whether the gates have biases. The default is true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Of the input weights [features, 3·units]. The default is Glorot uniform.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>Of the recurrent weights [units, 3·units]. The default is orthogonal.</summary>
    public Initializer RecurrentInitializer { get; set; } = Initializer.Orthogonal;

    /// <summary>Of the biases: [2, 3·units], of the inputs and of h, or [3·units] without <see cref="ResetAfter"/>. The default is zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

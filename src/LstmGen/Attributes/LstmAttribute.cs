namespace LstmGen;

/// <summary>
/// A long short-term memory layer (Hochreiter &amp; Schmidhuber 1997, with the forget gate of Gers et al. 2000). It passes on its whole
/// sequence when a later layer needs one, else its last step.
/// </summary>
/// <remarks>
/// i = σ(W_i·[x,h]+b_i), f = σ(W_f·[x,h]+b_f), g = tanh(W_g·[x,h]+b_g), o = σ(W_o·[x,h]+b_o); c = f⊙c + i⊙g; h = o⊙tanh(c).
/// </remarks>
/// <param name="units">The hidden size, 1 to 4,096.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class LstmAttribute(int units = 0) : LayerAttribute
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
    /// The share of input values that training sets to zero, 0 to below 1, as in Keras: one mask a sequence, the same at every step and for all gates
    /// (Gal &amp; Ghahramani 2016). Prediction drops nothing; <see cref="SequenceModel.PredictMonteCarlo"/> does. The default is 0.
    /// </summary>
    public double Dropout { get; set; }

    /// <summary>
    /// The share of h(t−1) that training sets to zero on its way into the gates, 0 to below 1: one mask a gate and sequence, the same at every step; what the
    /// layer passes on is not masked (Gal &amp; Ghahramani 2016). Prediction drops nothing. The default is 0.
    /// </summary>
    public double RecurrentDropout { get; set; }

    /// <summary>
    /// Lets the gates see the cell (Gers &amp; Schmidhuber 2000): p_i⊙c(t−1) and p_f⊙c(t−1) join the sums of i and f, p_o⊙c(t) that of o. The weights start at
    /// zero, where the layer is the plain one.
    /// </summary>
    public bool Peepholes { get; set; }

    /// <summary>
    /// The width that h is projected to, 1 to units: h = (o⊙tanh(c))·W (Sak et al. 2014; PyTorch's proj_size). The default 0 leaves h as wide as the cell.
    /// </summary>
    public int Projection { get; set; }

    /// <summary>
    /// Trains h and c before the first step, which start at zero. Every window and every stream then goes out from them: a default <c>State</c> is a stream
    /// that has not started, and its first step takes the learned state.
    /// </summary>
    public bool LearnedInitialState { get; set; }

    /// <summary>
    /// Leaves out the forget gate: f = 1 − i, so that a cell forgets what it makes room for (Greff et al. 2017). Kernels then have three gates, i g o, and
    /// <see cref="UnitForgetBias"/> nothing to set.
    /// </summary>
    public bool CoupledGates { get; set; }

    /// <summary>Passes on every step's output even when no later layer needs them: a following Dense then works on every step.</summary>
    public bool ReturnSequences { get; set; }

    /// <summary>Of the candidate and of the cell on its way out. The default is tanh.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;

    /// <summary>Of the three gates. The default is the logistic sigmoid.</summary>
    public Activation RecurrentActivation { get; set; } = Activation.Sigmoid;

    /// <summary>Whether the gates have biases. The default is true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Starts the forget gate's bias at 1 (Jozefowicz et al. 2015). The default is true, as in Keras.</summary>
    public bool UnitForgetBias { get; set; } = true;

    /// <summary>Of the input weights [features, 4·units]. The default is Glorot uniform.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>Of the recurrent weights [units, 4·units]. The default is orthogonal.</summary>
    public Initializer RecurrentInitializer { get; set; } = Initializer.Orthogonal;

    /// <summary>Of the biases [4·units], before <see cref="UnitForgetBias"/>. The default is zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

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
public sealed class LstmAttribute(int units) : LayerAttribute
{
    /// <summary>The hidden size.</summary>
    public int Units { get; } = units;

    /// <summary>Adds a second set of weights that reads the sequence backwards; the two outputs are concatenated [forward, backward].</summary>
    public bool Bidirectional { get; set; }

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

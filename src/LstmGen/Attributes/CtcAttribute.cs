namespace LstmGen;

/// <summary>
/// A head for labels without alignment (connectionist temporal classification, Graves et al. 2006): logits = x·W + b for each step; the network learns by itself
/// which steps belong to which label. A target is <see cref="MaximumLabels"/> values: symbols other than the blank, then −1 to the end.
/// </summary>
/// <remarks>Predict gives the symbols' probabilities at each step, <c>Transcribe</c> the labels.</remarks>
/// <param name="symbols">Symbols with the blank, 2 to 65,536.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class CtcAttribute(int symbols = 0) : LayerAttribute
{
    /// <summary>Symbols with the blank, 2 to 65,536.</summary>
    public int Symbols { get; set; } = symbols;

    /// <summary>The most labels of one window, 1 to the steps that come in. Required.</summary>
    public int MaximumLabels { get; set; }

    /// <summary>Which symbol is the blank. The default is the first, number 0.</summary>
    public Blank Blank { get; set; }

    /// <summary>
    /// What happens to a window whose labels need more steps than it has. False, the default, refuses it with an exception that names it; true gives it the
    /// loss 0 and no gradient.
    /// </summary>
    public bool SkipImpossible { get; set; }

    /// <summary>Whether the scores have biases. The default is true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Of the weights [inputs, symbols]. The default is Glorot uniform.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>Of the biases [symbols]. The default is zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

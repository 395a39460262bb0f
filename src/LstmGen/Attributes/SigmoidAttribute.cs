namespace LstmGen;

/// <summary>
/// A head for labels that do not exclude each other: logits = x·W + b, p = σ(logits), on the vector that comes in or on every step of a sequence. It trains with
/// binary cross-entropy from logits. A target is one value from 0 to 1 for each label (and step).
/// </summary>
/// <remarks>Predict gives probabilities. For weights of the positive sides pass a <see cref="BinaryCrossEntropy"/> as the loss.</remarks>
/// <param name="labels">Labels, 1 to 65,536.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SigmoidAttribute(int labels) : LayerAttribute
{
    /// <summary>Labels, 1 to 65,536.</summary>
    public int Labels { get; } = labels;

    /// <summary>Draws targets towards ½ by this share, 0 to below 1. The default is 0.</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>Whether the scores have biases. The default is true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Of the weights [inputs, labels]. The default is Glorot uniform.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>Of the biases [labels]. The default is zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

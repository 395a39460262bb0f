namespace LstmGen;

/// <summary>
/// A head for labels that do not exclude each other: logits = x·W + b, p = σ(logits), on the vector that comes in or on every step of a sequence. It trains with
/// binary cross-entropy from logits. A target is one value from 0 to 1 for each label (and step), or −1 where it does not count.
/// </summary>
/// <remarks>
/// Predict gives probabilities, <c>PredictLabels</c> says which labels are above a threshold; <c>EvaluateLabels</c> measures how well it does on windows.
/// <c>BalancedLoss</c> makes, of windows, a loss in which having a label counts as much as not having it. A <see cref="BinaryCrossEntropy"/> in the options of training
/// takes the place of the whole loss, smoothing and weights included.
/// </remarks>
/// <param name="labels">Labels, 1 to 65,536.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SigmoidAttribute(int labels = 0) : LayerAttribute
{
    /// <summary>Labels, 1 to 65,536.</summary>
    public int Labels { get; set; } = labels;

    /// <summary>Draws targets towards ½ by this share, 0 to below 1. The default is 0.</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>How much having each label counts in the loss, where not having it counts 1: one number for each, not negative and not all 0. The default is 1 each.
    /// The mean is over the number of labels that count, not over what they weigh.</summary>
    public double[] PositiveWeights { get; set; } = [];

    /// <summary>Whether the scores have biases. The default is true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Of the weights [inputs, labels]. The default is Glorot uniform.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>Of the biases [labels]. The default is zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

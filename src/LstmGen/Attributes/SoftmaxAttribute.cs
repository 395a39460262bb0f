namespace LstmGen;

/// <summary>
/// A head for one of several classes: logits = x·W + b, p = softmax(logits), on the vector that comes in or on every step of a sequence. It trains with
/// cross-entropy from logits. A target is one class as a whole number from 0 (one for each step of a sequence), or −1 where it does not count.
/// </summary>
/// <remarks>
/// Predict gives probabilities, <c>Classify</c> the best class, <c>ClassifyTopK</c> the k best; <c>EvaluateClasses</c> measures how well it does on windows.
/// <c>BalancedLoss</c> makes, of windows, a loss in which every class counts the same. A <see cref="CrossEntropy"/> in the options of training takes the place of the whole
/// loss, smoothing and weights included.
/// </remarks>
/// <param name="classes">Classes, 2 to 65,536.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SoftmaxAttribute(int classes = 0) : LayerAttribute
{
    /// <summary>Classes, 2 to 65,536.</summary>
    public int Classes { get; set; } = classes;

    /// <summary>The share of each target that is spread evenly over all classes, 0 to below 1 (Szegedy et al. 2016). The default is 0.</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>
    /// How much a target of each class counts in the loss, one number for each, not negative and not all 0. The default is 1 each. The mean is over the number of
    /// targets that count, not over what they weigh (<see cref="CrossEntropy"/>).
    /// </summary>
    public double[] ClassWeights { get; set; } = [];

    /// <summary>Whether the scores have biases. The default is true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Of the weights [inputs, classes]. The default is Glorot uniform.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>Of the biases [classes]. The default is zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

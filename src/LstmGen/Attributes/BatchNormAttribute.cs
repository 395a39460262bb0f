namespace LstmGen;

/// <summary>
/// Batch normalisation (Ioffe &amp; Szegedy 2015): y = gamma·(x − mean)/√(variance + Epsilon) + beta, for each value of a step, or for each channel of an image. It is Keras' BatchNormalization and
/// PyTorch's BatchNorm1d or BatchNorm2d.
/// </summary>
/// <remarks>
/// In training (<see cref="SequenceModel.Fit"/>, <see cref="SequenceModel.FitBatch"/>, <see cref="SequenceModel.ComputeGradient"/>) mean and variance are those of the whole batch: of all its windows,
/// whatever they weigh, and of their valid steps. An update also moves moving_mean and moving_variance towards them; everywhere else (predictions, steps, validation) those are what it normalises by, and
/// scale and shift are folded into one multiplication and addition. So one update is made from one batch, and a batch of a single value a feature teaches nothing: take batches of some
/// windows, or <see cref="LayerNormAttribute"/>. Tensors: gamma, beta, moving_mean, moving_variance [values], of images [channels]; no optimizer touches the last two. A negative
/// moving_variance counts as 0.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance, 1e-12 to 1. The default is 0.001, as in Keras; PyTorch has 0.00001.</summary>
    public double Epsilon { get; set; } = 1e-3;

    /// <summary>
    /// The share of moving_mean and moving_variance that an update keeps: moving = Momentum·moving + (1 − Momentum)·batch. 0 to 1; the default is 0.99, as in Keras. PyTorch counts the other
    /// share: its momentum of 0.1 is 0.9 here. With few updates take less, so that the statistics come near those of the data.
    /// </summary>
    public double Momentum { get; set; } = 0.99;

    /// <summary>
    /// Whether moving_variance takes in the unbiased variance of a batch, n/(n − 1) times the one it was normalised by, as PyTorch's does, and Keras 2's on images (TensorFlow's fused kernel). The
    /// default is false, as in Keras. Of a batch with one value it takes the biased one, which is 0.
    /// </summary>
    public bool UnbiasedVariance { get; set; }

    /// <summary>Whether there is a gamma; 1 otherwise. The default is true. PyTorch's <c>affine=False</c> has neither gamma nor beta.</summary>
    public bool Scale { get; set; } = true;

    /// <summary>Whether there is a beta; 0 otherwise. The default is true.</summary>
    public bool Center { get; set; } = true;

    /// <summary>
    /// Whether training normalises by moving_mean and moving_variance too and leaves them as they are, while gamma and beta learn: PyTorch's <c>eval()</c> on such a layer. The default is false.
    /// </summary>
    public bool FrozenStatistics { get; set; }

    /// <summary>
    /// Whether training leaves the layer as it is: it normalises by moving_mean and moving_variance, and gamma and beta do not learn either. It is Keras' <c>trainable = False</c>. The default is false.
    /// </summary>
    public bool Frozen { get; set; }
}

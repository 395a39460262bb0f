namespace LstmGen;

/// <summary>
/// Batch normalisation (Ioffe &amp; Szegedy 2015) by statistics that the model has: y = gamma·(x − moving_mean)/√(moving_variance + Epsilon) + beta, for each value of a step, or for each channel of an
/// image. It is Keras' BatchNormalization and PyTorch's BatchNorm1d or BatchNorm2d as they predict; scale and shift are folded into one multiplication and addition.
/// </summary>
/// <remarks>
/// Training moves gamma and beta and leaves the statistics as they are, as Keras does where such a layer is frozen: they come from a file, or are 0 and 1. Statistics of each batch are not taken, so that a
/// network that is trained from the start should use <see cref="LayerNormAttribute"/>. Tensors: gamma, beta, moving_mean, moving_variance [values], of images [channels]; no optimizer touches the last two. A
/// negative moving_variance counts as 0.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class BatchNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance, 1e-12 to 1. The default is 0.001, as in Keras; PyTorch has 0.00001.</summary>
    public double Epsilon { get; set; } = 1e-3;

    /// <summary>Whether there is a gamma; 1 otherwise. The default is true. PyTorch's <c>affine=False</c> has neither gamma nor beta.</summary>
    public bool Scale { get; set; } = true;

    /// <summary>Whether there is a beta; 0 otherwise. The default is true.</summary>
    public bool Center { get; set; } = true;
}

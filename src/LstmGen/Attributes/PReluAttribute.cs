namespace LstmGen;

/// <summary>
/// A leaky rectifier whose slopes are trained (He et al. 2015): y = x above zero, α·x below, one α for each value of a step, the same at every step; for images one for each channel.
/// </summary>
/// <remarks>
/// It is Keras' PReLU with <c>shared_axes</c> over the steps, and over height and width of images, and PyTorch's with <c>num_parameters</c> channels; <see cref="Shared"/> is PyTorch's default of
/// one slope for all. Tensor: alpha [values], of images [channels], or [1].
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class PReluAttribute : LayerAttribute
{
    /// <summary>Whether one slope serves all values: PyTorch's <c>num_parameters=1</c>. The default is false: one each.</summary>
    public bool Shared { get; set; }

    /// <summary>Of the slopes. The default is zeros, as in Keras; PyTorch starts at 0.25.</summary>
    public Initializer AlphaInitializer { get; set; } = Initializer.Zeros;
}

namespace LstmGen;

/// <summary>
/// An activation function by itself, on every value of a vector, of each step of a sequence or of its images: y = φ(x). It stands where a layer has no <c>Activation</c> of its own, such as
/// behind <c>[LayerNorm]</c>, <c>[Residual]</c> or <c>[Lstm]</c>, and has no parameters.
/// </summary>
/// <param name="activation">φ; it has to be named.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ActivationAttribute(Activation activation = Activation.Linear) : LayerAttribute
{
    /// <summary>φ.</summary>
    public Activation Activation { get; set; } = activation;

    /// <summary>
    /// Of <see cref="Activation.LeakyRelu"/>: y = x above zero, NegativeSlope·x below; 0 to 1,000. The default is 0.2, that of Keras 3's function; Keras' layer has 0.3 (<c>negative_slope</c>,
    /// before Keras 3 <c>alpha</c>) and PyTorch 0.01.
    /// </summary>
    public double NegativeSlope { get; set; } = 0.2;

    /// <summary>Of <see cref="Activation.Elu"/>: y = x above zero, Alpha·(eˣ − 1) below; 0 to 1,000. The default is 1, as in Keras and PyTorch.</summary>
    public double Alpha { get; set; } = 1;
}

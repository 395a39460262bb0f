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
}

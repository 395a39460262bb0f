namespace LstmGen;

/// <summary>
/// A connection around the layers before it (He et al. 2016): adds the input of the first of them to the output of the last. Both must have the
/// same shape.
/// </summary>
/// <param name="layers">How many layers it goes around, at least 1. The default is 1.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class ResidualAttribute(int layers = 1) : LayerAttribute
{
    /// <summary>How many layers it goes around.</summary>
    public int Layers { get; set; } = layers;
}

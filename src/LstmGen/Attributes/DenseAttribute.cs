namespace LstmGen;

/// <summary>A fully connected layer: y = activation(x·W + b). On a sequence it works on every step.</summary>
/// <param name="units">Outputs, 1 to 65,536.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class DenseAttribute(int units = 0) : LayerAttribute
{
    /// <summary>Outputs.</summary>
    public int Units { get; set; } = units;

    /// <summary>The default is linear.</summary>
    public Activation Activation { get; set; } = Activation.Linear;

    /// <summary>Whether the layer has biases. The default is true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Of the weights [inputs, units]. The default is Glorot uniform.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>Of the biases [units]. The default is zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

namespace LstmGen;

/// <summary>
/// A convolution over the steps of a sequence: y[t] = activation(b + Σ_j x[t·Stride + j·Dilation − left]·W[j]), in front of or between
/// recurrent layers.
/// Steps outside the window, and past its length where it is shorter, are zeros.
/// </summary>
/// <remarks>
/// Over n steps it passes on ⌊(n − 1)/Stride⌋ + 1 with <see cref="LstmGen.Padding.Same"/> and <see cref="LstmGen.Padding.Causal"/>, and
/// ⌊(n − 1 − Dilation·(kernel − 1))/Stride⌋ + 1 with <see cref="LstmGen.Padding.Valid"/>. LookBack must be long enough for the kernel; a window whose
/// length is not gives one step, of what there is and zeros.
/// </remarks>
/// <param name="filters">Outputs of each step, 1 to 65,536.</param>
/// <param name="kernel">Steps that each output reads, 1 to 1,024.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv1DAttribute(int filters = 0, int kernel = 0) : LayerAttribute
{
    /// <summary>Outputs of each step.</summary>
    public int Filters { get; set; } = filters;

    /// <summary>Steps that each output reads.</summary>
    public int Kernel { get; set; } = kernel;

    /// <summary>Steps from one reading to the next, 1 to 100,000. The default is 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Steps between the steps that one reading takes, 1 to 100,000. The default is 1: neighbours.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>What lies outside the window. The default is nothing, as in Keras: the kernel stays inside.</summary>
    public Padding Padding { get; set; } = Padding.Valid;

    /// <summary>The default is linear.</summary>
    public Activation Activation { get; set; } = Activation.Linear;

    /// <summary>Whether the layer has biases. The default is true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Of the weights [kernel, inputs, filters]. The default is Glorot uniform.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>Of the biases [filters]. The default is zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

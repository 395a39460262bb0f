namespace LstmGen;

/// <summary>
/// A convolution over every step's picture: y[r, c] = activation(b + Σ x[r·Stride + i·Dilation − top, c·StrideWidth + j·DilationWidth − left]·W[i, j]), the same kernel for each step.
/// The model declares <see cref="LstmModelAttribute.Height"/> and <see cref="LstmModelAttribute.Width"/>; points outside a picture are zeros.
/// </summary>
/// <remarks>
/// Of a side of n points it passes on ⌊(n − 1)/Stride⌋ + 1 with <see cref="LstmGen.Padding.Same"/> and <see cref="LstmGen.Padding.KerasSame"/>, and
/// ⌊(n − 1 − Dilation·(kernel − 1))/Stride⌋ + 1 with <see cref="LstmGen.Padding.Valid"/>, each with <see cref="Filters"/> values. <see cref="FlattenAttribute"/> makes plain values of pictures, for an Lstm to read.
/// </remarks>
/// <param name="filters">Values of each point of the output, 1 to 4,096.</param>
/// <param name="kernel">Lines that each output reads, and columns unless <see cref="KernelWidth"/> says another number, 1 to 64.</param>
/// <example><code>
/// [LstmModel(LookBack = 12, Height = 16, Width = 16)]
/// [Conv2D(16, 3, Activation = Activation.Relu)]
/// [MaxPool2D(2)]
/// [Flatten]
/// [Lstm(32)]
/// [Softmax(5)]
/// public sealed partial class MovementModel;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class Conv2DAttribute(int filters = 0, int kernel = 0) : LayerAttribute
{
    /// <summary>Values of each point of the output.</summary>
    public int Filters { get; set; } = filters;

    /// <summary>Lines that each output reads, and columns where <see cref="KernelWidth"/> is 0.</summary>
    public int Kernel { get; set; } = kernel;

    /// <summary>Columns that each output reads, 1 to 64; 0, the default, is <see cref="Kernel"/>.</summary>
    public int KernelWidth { get; set; }

    /// <summary>Lines from one reading to the next, and columns where <see cref="StrideWidth"/> is 0, 1 to 1,024. The default is 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Columns from one reading to the next, 1 to 1,024; 0, the default, is <see cref="Stride"/>.</summary>
    public int StrideWidth { get; set; }

    /// <summary>Lines between the lines that one reading takes, and columns where <see cref="DilationWidth"/> is 0, 1 to 1,024. The default is 1: neighbours.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Columns between the columns that one reading takes, 1 to 1,024; 0, the default, is <see cref="Dilation"/>.</summary>
    public int DilationWidth { get; set; }

    /// <summary>
    /// What lies outside a picture. The default is nothing, as in Keras: the kernel stays inside. <see cref="LstmGen.Padding.Causal"/> is for steps, not for pictures.
    /// </summary>
    public Padding Padding { get; set; } = Padding.Valid;

    /// <summary>The default is linear.</summary>
    public Activation Activation { get; set; } = Activation.Linear;

    /// <summary>Whether the layer has biases. The default is true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Of the weights [kernel, kernel width, channels, filters]. The default is Glorot uniform.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>Of the biases [filters]. The default is zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

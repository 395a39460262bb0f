namespace LstmGen;

/// <summary>
/// Declares a fixed-shape network on a <c>partial class</c>. The layers follow as further attributes on the same declaration, top to
/// bottom; the generator writes the network into the class.
/// </summary>
/// <example><code>
/// [LstmModel(LookBack = 20)]
/// [Lstm(50)]
/// [Dense(1)]
/// public sealed partial class PriceModel;
/// </code></example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class LstmModelAttribute : Attribute
{
    /// <summary>Steps in one window, 1 to 100,000. Required.</summary>
    public int LookBack { get; set; }

    /// <summary>Values per step, 1 to 65,536. The default is 1.</summary>
    public int Features { get; set; } = 1;

    /// <summary>Where each step is a picture: its rows, 1 to 1,024. Write it with <see cref="Width"/>, instead of <see cref="Features"/>.</summary>
    public int Height { get; set; }

    /// <summary>Where each step is a picture: the points of a row, 1 to 1,024.</summary>
    public int Width { get; set; }

    /// <summary>Where each step is a picture: the values of a point, 1 to 64. The default is 1.</summary>
    public int Channels { get; set; }

    /// <summary>
    /// How the model scales its inputs and inverts its outputs. The scaler belongs to the model: it is fitted on the training span
    /// only, and saved with the weights. The default is <see cref="LstmGen.Scaling.None"/>.
    /// </summary>
    public Scaling Scaling { get; set; }

    /// <summary>
    /// The precision of the recurrent weights of [Lstm] where one window is predicted (<c>Predict</c>, <c>Step</c>, <c>Forecast</c>). A large layer is
    /// bound by reading them, and <see cref="LstmGen.WeightPrecision.BFloat16"/> halves the bytes: it pays from about 100 units on, and answers move a
    /// little (docs/performance.md has both as measured). Training, evaluation, <c>PredictBatch</c> and saved files have all 32 bits either way, and so
    /// has an [Lstm] with an option that changes its cell (peepholes, projection, coupled gates, learned initial state, recurrent dropout). The
    /// default is <see cref="LstmGen.WeightPrecision.Single"/>, with which all of these agree bit for bit.
    /// </summary>
    public WeightPrecision WeightPrecision { get; set; }

    /// <summary>
    /// Whether training carries hidden and cell states from one window of a stream to the next: truncated backpropagation through time (Williams &amp; Peng 1990). Windows are
    /// then laid out by <see cref="WindowDataset.InStreams"/> or <see cref="WindowDataset.NextTokens"/>; gradients stop where a window begins. Every layer must be able to go step by step. Predictions
    /// are as ever: <c>Predict</c> starts from zero, and <c>Step</c> goes on from its own state. The default is false.
    /// </summary>
    public bool Stateful { get; set; }

    /// <summary>
    /// The most bytes a prediction may take from the stack; what needs more lives in a workspace that is allocated once and reused.
    /// 0 to 262,144; the default is 65,536, which fits threads with stacks of 256 KiB. Who asks for more calls from threads that have it.
    /// </summary>
    public int StackBudget { get; set; } = 65_536;

    /// <summary>
    /// Whether kernels for an NVIDIA GPU are written into the class as well, as text for the driver, which package LstmGen.Cuda runs. They give the bits of the processor. A layer that has none is a
    /// diagnostic. The default is false: nothing of it is there.
    /// </summary>
    public bool Gpu { get; set; }
}

using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>
/// y = activation(x·W + b) on rows of values, forward and backward: what Dense does on every step, and a convolution on the steps that it has
/// gathered.
/// </summary>
internal sealed class AffineKernels
{
    private readonly Projection _forward;
    private readonly Projection _back;
    private readonly OuterProduct _weights;
    private readonly string _activation;
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly int _xRow;
    private ParameterPlan _kernel = null!;
    private ParameterPlan? _bias;

    /// <param name="inputs">Values of x.</param>
    /// <param name="outputs">Values of y.</param>
    /// <param name="bias">Whether b is there.</param>
    /// <param name="activation">A member of LstmGen.Activation.</param>
    /// <param name="xRow">Floats from a row of x to the next; room for the inputs with padding.</param>
    public AffineKernels(int inputs, int outputs, bool bias, string activation, int xRow)
    {
        (_inputs, _outputs, _activation, _xRow) = (inputs, outputs, activation, xRow);
        _forward = new Projection("Apply", inputs, outputs, bias);
        _back = new Projection("Back", outputs, inputs, bias: false);
        OutputRow = (int)Allocator.Pad(_forward.Lanes);
        InputGradientRow = (int)Allocator.Pad(_back.Lanes);
        _weights = new OuterProduct("WeightGradient", inputs, _forward.Lanes, xRow, OutputRow);
    }

    /// <summary>Floats from a row of y, and of the gradient with respect to it, to the next.</summary>
    public int OutputRow { get; }

    /// <summary>Floats from a row of the gradient with respect to x to the next.</summary>
    public int InputGradientRow { get; }

    /// <summary>Takes the regions of packed weights and gradients.</summary>
    /// <param name="build">The buffers.</param>
    /// <param name="owner">The class of the layer.</param>
    /// <param name="kernel">W, whose elements are [inputs, outputs].</param>
    /// <param name="bias">b, or null.</param>
    public void Reserve(Build build, string owner, ParameterPlan kernel, ParameterPlan? bias)
    {
        (_kernel, _bias) = (kernel, bias);
        build.Take(owner, "Pack", Space.Pack, _forward.Length);
        build.Take(owner, "Transposed", Space.Pack, _back.Length);
        build.Take(owner, "Gradient", Space.Gradient, _weights.Length);
        build.Take(owner, "BiasGradient", Space.Gradient, _forward.Lanes);
    }

    /// <summary>
    /// Writes <c>Apply(ref x, ref w, ref y)</c> for the rows of a tile, <c>ApplyRow</c> for one, <c>Back(ref dz, ref w, ref dx)</c> for those of a
    /// tile, <c>Backward</c>, <c>PackWeights</c> and <c>UnpackGradient</c>.
    /// </summary>
    public void Write(SourceWriter writer)
    {
        string sizes = $"{Text.Count(_inputs, "input")} to {Text.Count(_outputs, "output")}";
        _forward.Write(writer, Build.Rows, _xRow, OutputRow, $"{sizes}, a tile of rows.", _activation);
        writer.Line();
        _forward.Write(writer, 1, 0, 0, $"{sizes}, one row.", _activation, "Row");
        writer.Line();
        WriteBackward(writer);
        writer.Line();
        _weights.Write(writer, "The gradient of the weights: inputs times the gradient with respect to the outputs, over all steps and rows.");
        writer.Line();
        _back.Write(writer, Build.Rows, OutputRow, InputGradientRow, "The gradient with respect to the inputs.");
        writer.Line();
        using (writer.Block("public static void PackWeights(ReadOnlySpan<float> parameters, Span<float> packed)"))
        {
            _forward.WritePack(writer, "parameters", _kernel.Offset, _outputs, _bias?.Offset ?? 0, "packed[Pack..]");
            _back.WritePackTransposed(writer, "parameters", Text.Of(_kernel.Offset), _outputs, "packed[Transposed..]");
        }

        writer.Line();
        using (writer.Block("public static void UnpackGradient(ReadOnlySpan<float> packed, Span<float> gradient)"))
        {
            _weights.WriteUnpack(writer, _outputs, "packed[Gradient..]", "gradient", _kernel.Offset, _outputs);
            if (_bias is not null)
            {
                writer.Line($"packed.Slice(BiasGradient, {_outputs}).CopyTo(gradient[{_bias.Offset}..]);");
            }
        }
    }

    private void WriteBackward(SourceWriter writer)
    {
        writer.Line("/// <summary>From the gradient with respect to the outputs to the gradient of weights and biases.</summary>");
        using (writer.Block("public static void Backward(ref float x, ref float y, ref float dy, nint dyStep, nint dyRow, ref float dz, ref float gradient, int steps)"))
        {
            writer.Line($"RowOps.TimesSlopes<{_activation}>(ref dz, ref dy, dyStep, dyRow, ref y, {OutputRow}, {_outputs}, steps);");
            writer.Line($"WeightGradient(ref x, ref dz, ref Unsafe.Add(ref gradient, Gradient), steps * {Build.Rows});");
            if (_bias is not null)
            {
                writer.Line(
                    $"RowOps.AddRows(ref Unsafe.Add(ref gradient, BiasGradient), ref dz, steps * {Build.Rows}, {OutputRow}, {_forward.Lanes});");
            }
        }
    }
}

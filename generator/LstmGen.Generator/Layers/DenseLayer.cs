using LstmGen.Generator.Emission;
using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[Dense]: y = activation(x·W + b), on a vector or on every step of a sequence.</summary>
internal class DenseLayer : Layer
{
    private Projection _forward = null!;
    private Projection _back = null!;
    private OuterProduct _weights = null!;
    private string _activation = "";
    private ParameterPlan _kernel = null!;
    private ParameterPlan? _bias;
    private int _row;
    private int _inputRow;
    private int _pack;
    private int _transposed;
    private int _gradient;
    private int _biasGradient;
    private int _output;
    private int _outputGradient;
    private int _inputGradient;
    private int _windowOutput;
    private int _stepOutput;

    protected virtual int Units => Spec.Int("units");

    private bool UseBias => Spec.Bool("UseBias", true);

    public override long MultiplyAdds => (long)Input.Steps * Input.Width * Units;

    public override string Describe() => $"Dense({Units}){(_activation == "Linear" ? "" : $", {_activation}")}{(Input.IsSequence ? ", on every step" : "")}";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        _activation = Spec.Name("Activation", "Linear");
        return InRange(build, "units", Units, 1, 65_536) ? new Shape(Input.Steps, Units, Input.IsSequence) : null;
    }

    protected override void Reserve(Build build)
    {
        _forward = new Projection("Apply", Input.Width, Units, UseBias);
        _back = new Projection("Back", Units, Input.Width, bias: false);
        _row = (int)Allocator.Pad(_forward.Lanes);
        _inputRow = (int)Allocator.Pad(_back.Lanes);
        _weights = new OuterProduct("WeightGradient", Input.Width, _forward.Lanes, TileInput.RowStride, _row);

        _kernel = build.Parameter(
            $"{Name}.kernel", [Input.Width, Units], Spec.Name("KernelInitializer", "GlorotUniform"), Input.Width, Units, Units);
        string biasInitializer = Spec.Name("BiasInitializer", "Zeros");
        _bias = UseBias ? build.Parameter($"{Name}.bias", [Units], biasInitializer, Units, Units, Units) : null;

        _pack = build.Pack.Take(_forward.Length);
        _transposed = build.Pack.Take(_back.Length);
        _gradient = build.Gradient.Take(_weights.Length);
        _biasGradient = build.Gradient.Take(_forward.Lanes);
        _output = build.Work.Take((long)Input.Steps * Build.Rows * _row);
        _outputGradient = build.Tape.Take((long)Input.Steps * Build.Rows * _row);
        _inputGradient = build.Tape.Take((long)Input.Steps * Build.Rows * _inputRow);
        _windowOutput = build.Window.Take((long)Input.Steps * _row);
        _stepOutput = build.Step.Take(_row);

        TileOutput = new("work", $"{Class}.Output", Build.Rows * _row, _row);
        TileInputGradient = new("tape", $"{Class}.InputGradients", Build.Rows * _inputRow, _inputRow);
        WindowOutput = new("work", $"{Class}.WindowOutput", _row, 0);
        StepOutput = new("work", $"{Class}.StepOutput", 0, 0);
    }

    public override void WriteKernels(SourceWriter writer)
    {
        writer.Line($$"""
            // Where its regions lie in the shared buffers.
            public const int Pack = {{_pack}};
            public const int Transposed = {{_transposed}};
            public const int Gradient = {{_gradient}};
            public const int BiasGradient = {{_biasGradient}};
            public const int Output = {{_output}};
            public const int OutputGradients = {{_outputGradient}};
            public const int InputGradients = {{_inputGradient}};
            public const int WindowOutput = {{_windowOutput}};
            public const int StepOutput = {{_stepOutput}};

            """);
        Func<string, string>? activation = _activation == "Linear" ? null : value => $"{_activation}.Invoke({value})";
        _forward.Write(writer, Build.Rows, TileInput.RowStride, _row, $"{Text.Count(Input.Width, "input")} to {Text.Count(Units, "output")}, a tile of rows.", activation);
        writer.Line();
        _forward.Write(writer, 1, 0, 0, $"{Text.Count(Input.Width, "input")} to {Text.Count(Units, "output")}, one row.", activation, "Row");
        writer.Line();
        WriteBackwardKernel(writer);
        writer.Line();
        _weights.Write(writer, "The gradient of the weights: inputs times the loss by the outputs, over all steps and rows.");
        writer.Line();
        _back.Write(writer, Build.Rows, _row, _inputRow, "The loss by the inputs.");
        writer.Line();
        using (writer.Block("public static void PackWeights(ReadOnlySpan<float> parameters, Span<float> packed)"))
        {
            writer.Line("Span<float> pack = packed[Pack..];");
            _forward.WritePack(writer, "parameters", _kernel.Offset, Units, _bias?.Offset ?? 0, "pack");
            writer.Line("pack = packed[Transposed..];");
            (int lane, int offset) = (0, 0);
            foreach (int lanes in _back.Groups)
            {
                int count = Math.Min(lanes, Input.Width - lane);
                writer.Line($"Packing.Transpose(parameters, {_kernel.Offset + lane * Units}, {Units}, {count}, {Units}, pack, {offset}, {lanes});");
                lane += lanes;
                offset += lanes * Units;
            }
        }

        writer.Line();
        using (writer.Block("public static void UnpackGradient(ReadOnlySpan<float> packed, Span<float> gradient)"))
        {
            _weights.WriteUnpack(writer, 0, Input.Width, Units, "packed[Gradient..]", "gradient", _kernel.Offset, Units);
            if (_bias is not null)
            {
                writer.Line($"packed.Slice(BiasGradient, {Units}).CopyTo(gradient[{_bias.Offset}..]);");
            }
        }
    }

    private void WriteBackwardKernel(SourceWriter writer)
    {
        writer.Line("/// <summary>From the loss by the outputs to the gradient of weights and biases.</summary>");
        using (writer.Block("public static void Backward(ref float x, ref float y, ref float dy, nint dyStep, nint dyRow, ref float dz, ref float gradient, int steps)"))
        {
            using (writer.Block("for (nint t = 0; t < steps; t++)"))
            using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
            {
                string at = $"(t * {Build.Rows} + row) * {_row}";
                string from = "ref Unsafe.Add(ref dy, t * dyStep + row * dyRow)";
                writer.Line(_activation == "Linear"
                    ? $"RowOps.Copy(ref Unsafe.Add(ref dz, {at}), {from}, {Units});"
                    : $"RowOps.TimesSlope<{_activation}>(ref Unsafe.Add(ref dz, {at}), {from}, ref Unsafe.Add(ref y, {at}), {Units});");
            }

            writer.Line();
            writer.Line($"WeightGradient(ref x, ref dz, ref Unsafe.Add(ref gradient, Gradient), steps * {Build.Rows});");
            if (UseBias)
            {
                writer.Line(
                    $"RowOps.AddRows(ref Unsafe.Add(ref gradient, BiasGradient), ref dz, steps * {Build.Rows}, {_row}, {_forward.Lanes});");
            }
        }
    }

    public override void WritePack(SourceWriter writer) => writer.Line($"{Class}.PackWeights(parameters, packed);");

    public override void WriteUnpack(SourceWriter writer) => writer.Line($"{Class}.UnpackGradient(packedGradient, gradient);");

    public override void WriteForward(SourceWriter writer) =>
        EachStep(writer, $"{Valid}.Longest", TileInput, TileOutput, "Apply", $"ref Unsafe.Add(ref packed, {Class}.Pack)");

    public override void WriteBackward(SourceWriter writer, View outputGradient) => writer.Line(
        $"{Class}.Backward(ref {TileInput.Reference}, ref {TileOutput.Reference}, ref {outputGradient.Reference}, {Text.Of(outputGradient.StepStride)}, "
        + $"{Text.Of(outputGradient.RowStride)}, ref Unsafe.Add(ref tape, {Class}.OutputGradients), ref gradient, {(Input.IsSequence ? $"{Valid}.Longest" : "1")});");

    public override void WriteInputGradient(SourceWriter writer) => EachStep(
        writer, $"{Valid}.Longest", new View("tape", $"{Class}.OutputGradients", Build.Rows * _row, _row), TileInputGradient, "Back",
        $"ref Unsafe.Add(ref packed, {Class}.Transposed)");

    public override void WriteWindow(SourceWriter writer) =>
        EachStep(writer, Valid, WindowInput, WindowOutput, "ApplyRow", $"ref Unsafe.Add(ref packed, {Class}.Pack)");

    public override void WriteStep(SourceWriter writer) =>
        writer.Line($"{Class}.ApplyRow(ref {StepInput.Reference}, ref Unsafe.Add(ref packed, {Class}.Pack), ref {StepOutput.Reference});");

    private void EachStep(SourceWriter writer, string steps, View from, View to, string kernel, string weights)
    {
        if (!Input.IsSequence)
        {
            writer.Line($"{Class}.{kernel}(ref {from.Reference}, {weights}, ref {to.Reference});");
            return;
        }

        using (writer.Block($"for (nint t = 0, steps = {steps}; t < steps; t++)"))
        {
            writer.Line(
                $"{Class}.{kernel}(ref {from.At(0, "t")}, {weights}, ref {to.At(0, "t")});");
        }
    }
}

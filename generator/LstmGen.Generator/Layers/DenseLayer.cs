using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[Dense]: y = activation(x·W + b), on a vector or on every step of a sequence.</summary>
internal class DenseLayer : Layer, IProjecting, IRemedy
{
    private AffineKernels _kernels = null!;
    private string _activation = "";
    private int _output;
    private int _outputGradient;
    private int _inputGradient;
    private int _windowOutput;
    private int _stepOutput;

    Remedy IRemedy.Cures => Remedy.OtherWidth;

    IEnumerable<LayerArgument> IRemedy.Sized(int size) => [new("units", size)];

    private DenseOptions Options => Read<DenseOptions>();

    /// <summary>Those that a head has too.</summary>
    protected virtual WeightOptions Weights => Options;

    protected virtual int Units => Options.Units;

    protected virtual string Activation => Options.Activation;

    private bool UseBias => Weights.UseBias;

    string IActivated.Activation => Activation;

    public override long MultiplyAdds => (long)Input.Steps * Input.Width * Units;

    public override string Describe() => $"Dense({Units}){(_activation == "Linear" ? "" : $", {_activation}")}{(Input.IsSequence ? ", on every step" : "")}";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        _activation = Activation;
        return InRange(build, "units", Units, 1, 65_536) ? new Shape(Input.Steps, Units, Input.IsSequence) : null;
    }

    protected override void Reserve(Build build)
    {
        _kernels = new AffineKernels(Input.Width, Units, UseBias, _activation, TileInput.RowStride);
        ParameterPlan kernel = build.Parameter(
            $"{Name}.kernel", [Input.Width, Units], Weights.KernelInitializer, Input.Width, Units, Units);
        string biasInitializer = Weights.BiasInitializer;
        ParameterPlan? bias = UseBias ? build.Parameter($"{Name}.bias", [Units], biasInitializer, Units, Units, Units) : null;

        _kernels.Reserve(build, kernel, bias);
        (int row, int inputRow) = (_kernels.OutputRow, _kernels.InputGradientRow);
        _output = build.Work.Take((long)Input.Steps * Build.Rows * row);
        _outputGradient = build.Tape.Take((long)Input.Steps * Build.Rows * row);
        _inputGradient = build.Tape.Take((long)Input.Steps * Build.Rows * inputRow);
        _windowOutput = build.Window.Take((long)Input.Steps * row);
        _stepOutput = build.Step.Take(row);

        TileOutput = new("work", $"{Class}.Output", Build.Rows * row, row);
        TileInputGradient = new("tape", $"{Class}.InputGradients", Build.Rows * inputRow, inputRow);
        WindowOutput = new("work", $"{Class}.WindowOutput", row, 0);
        StepOutput = new("work", $"{Class}.StepOutput", 0, 0);
    }

    public override void WriteKernels(SourceWriter writer)
    {
        writer.Line("// Where its regions lie in the shared buffers.");
        _kernels.WriteConstants(writer);
        writer.Line($$"""
            public const int Output = {{_output}};
            public const int OutputGradients = {{_outputGradient}};
            public const int InputGradients = {{_inputGradient}};
            public const int WindowOutput = {{_windowOutput}};
            public const int StepOutput = {{_stepOutput}};

            """);
        _kernels.Write(writer);
    }

    public override void WritePack(SourceWriter writer) => writer.Line($"{Class}.PackWeights(parameters, packed);");

    public override void WriteUnpack(SourceWriter writer) => writer.Line($"{Class}.UnpackGradient(packedGradient, gradient);");

    public override void WriteForward(SourceWriter writer) =>
        EachStep(writer, $"{Valid}.Longest", TileInput, TileOutput, "Apply", $"ref Unsafe.Add(ref packed, {Class}.Pack)");

    public override void WriteBackward(SourceWriter writer, View outputGradient) => writer.Line(
        $"{Class}.Backward(ref {TileInput.Reference}, ref {TileOutput.Reference}, ref {outputGradient.Reference}, {Text.Of(outputGradient.StepStride)}, "
        + $"{Text.Of(outputGradient.RowStride)}, ref Unsafe.Add(ref tape, {Class}.OutputGradients), ref gradient, {(Input.IsSequence ? $"{Valid}.Longest" : "1")});");

    public override void WriteInputGradient(SourceWriter writer) => EachStep(
        writer, $"{Valid}.Longest", new View("tape", $"{Class}.OutputGradients", Build.Rows * _kernels.OutputRow, _kernels.OutputRow), TileInputGradient, "Back",
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

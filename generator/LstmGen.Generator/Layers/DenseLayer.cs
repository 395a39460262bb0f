using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[Dense]: y = activation(x·W + b), on a vector or on every step of a sequence.</summary>
internal class DenseLayer : Layer, IProjecting, IRemedy
{
    private AffineKernels _kernels = null!;
    private Region _sumGradient = null!;
    private string _activation = "";

    Remedy IRemedy.Cures => Remedy.OtherWidth;

    IEnumerable<LayerArgument> IRemedy.Sized(int size) => [new("units", size)];

    private DenseOptions Options => Read<DenseOptions>();

    /// <summary>Those that a head has too.</summary>
    protected virtual WeightOptions Weights => Options;

    protected virtual int Units => Options.Units;

    protected virtual string Activation => Options.Activation;

    private bool UseBias => Weights.UseBias;

    string IActivated.Activation => Activation;

    public override string Describe() => $"Dense({Units}){(_activation == "Linear" ? "" : $", {_activation}")}{(Input.IsSequence ? ", on every step" : "")}";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        _activation = Activation;
        return InRange(build, "units", Units, 1, 65_536) ? new Shape(Input.Steps, Units, Input.IsSequence) : null;
    }

    public override IEnumerable<Operation> Operations =>
        [new Affine(TileInput, TileOutput, Tensor("kernel"), FindTensor("bias"), _activation, Input.Width, Units, Extent)];

    protected override void Reserve(Build build)
    {
        _kernels = new AffineKernels(Input.Width, Units, UseBias, _activation, TileInput.RowStride);
        ParameterPlan kernel = build.Parameter(
            $"{Name}.kernel", [Input.Width, Units], Weights.KernelInitializer, Input.Width, Units, Units);
        string biasInitializer = Weights.BiasInitializer;
        ParameterPlan? bias = UseBias ? build.Parameter($"{Name}.bias", [Units], biasInitializer, Units, Units, Units) : null;

        _kernels.Reserve(build, Class, kernel, bias);
        (int row, int inputRow) = (_kernels.OutputRow, _kernels.InputGradientRow);
        TileOutput = TakeTile(build, Space.Work, "Output", Input.Steps, row).View;
        _sumGradient = TakeTile(build, Space.Tape, "OutputGradients", Input.Steps, row);
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, inputRow).View;
        WindowOutput = Take(build, Space.Window, "WindowOutput", row, Input.Steps).View;
        StepOutput = Take(build, Space.Step, "StepOutput", row).View;
    }

    public override void WriteKernels(SourceWriter writer) => _kernels.Write(writer);

    public override void WritePack(SourceWriter writer) => writer.Line($"{Class}.PackWeights(parameters, packed);");

    public override void WriteUnpack(SourceWriter writer) => writer.Line($"{Class}.UnpackGradient(packedGradient, gradient);");

    public override void WriteForward(SourceWriter writer) =>
        EachStep(writer, $"{Valid}.Longest", TileInput, TileOutput, "Apply", $"ref Unsafe.Add(ref packed, {Class}.Pack)");

    public override void WriteBackward(SourceWriter writer) => writer.Line(
        $"{Class}.Backward(ref {TileInput.Reference}, ref {TileOutput.Reference}, ref {OutputGradient.Reference}, {Text.Of(OutputGradient.StepStride)}, "
        + $"{Text.Of(OutputGradient.RowStride)}, ref {_sumGradient.Reference}, ref gradient, {(Input.IsSequence ? $"{Valid}.Longest" : "1")});");

    public override void WriteInputGradient(SourceWriter writer) => EachStep(
        writer, $"{Valid}.Longest", _sumGradient.View, TileInputGradient, "Back",
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

using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[Activation]: y = φ(x), value by value. On the way back φ's slope is taken where it had the value y.</summary>
internal sealed class ActivationLayer : Layer, IActivating
{
    private int _row;
    private int _output;
    private int _inputGradient;
    private int _windowOutput;
    private int _stepOutput;

    private ActivationOptions Options => Read<ActivationOptions>();

    public string Activation => Options.Activation;

    public override bool JoinsDirections => Previous is { JoinsDirections: true };

    public override bool ReadsFrames => true;

    public override string Describe() => $"Activation({Activation}){(Input.IsSequence ? ", on every step" : "")}";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!Spec.Has("activation"))
        {
            build.Report(Diagnostics.Rules.ShapeDoesNotFit, Index, "", Spec.Kind, "it names no function; write for example [Activation(Activation.Relu)]");
            return null;
        }

        return Input;
    }

    protected override void Reserve(Build build)
    {
        _row = (int)Allocator.Pad(Input.Width);
        long size = (long)Input.Steps * Build.Rows * _row;
        _output = build.Work.Take(size);
        _inputGradient = build.Tape.Take(size);
        _windowOutput = build.Window.Take((long)Input.Steps * _row);
        _stepOutput = build.Step.Take(_row);
        TileOutput = new("work", $"{Class}.Output", Build.Rows * _row, _row);
        TileInputGradient = new("tape", $"{Class}.InputGradients", Build.Rows * _row, _row);
        WindowOutput = new("work", $"{Class}.WindowOutput", _row, 0);
        StepOutput = new("work", $"{Class}.StepOutput", 0, 0);
    }

    public override void WriteKernels(SourceWriter writer) => writer.Line($$"""
        // Where its regions lie in the shared buffers.
        public const int Output = {{_output}};
        public const int InputGradients = {{_inputGradient}};
        public const int WindowOutput = {{_windowOutput}};
        public const int StepOutput = {{_stepOutput}};
        """);

    public override void WriteForward(SourceWriter writer)
    {
        using (EachStep(writer, $"{Valid}.Longest"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            writer.Line(Apply(TileInput.At("row", "t"), TileOutput.At("row", "t")));
        }
    }

    public override void WriteBackward(SourceWriter writer, View outputGradient) => writer.Line(
        $"RowOps.TimesSlopes<{Activation}>(ref {TileInputGradient.Reference}, ref {outputGradient.Reference}, {Text.Of(outputGradient.StepStride)}, {Text.Of(outputGradient.RowStride)}, "
        + $"ref {TileOutput.Reference}, {_row}, {Input.Width}, {(Input.IsSequence ? $"{Valid}.Longest" : "1")});");

    /// <summary>Written on the way back already.</summary>
    public override void WriteInputGradient(SourceWriter writer)
    {
    }

    public override void WriteWindow(SourceWriter writer)
    {
        using (EachStep(writer, Valid))
        {
            writer.Line(Apply(WindowInput.At(0, "t"), WindowOutput.At(0, "t")));
        }
    }

    public override void WriteStep(SourceWriter writer) => writer.Line(Apply(StepInput.Reference, StepOutput.Reference));

    private string Apply(string from, string to) => $"RowOps.Activate<{Activation}>(ref {to}, ref {from}, {Input.Width});";

    private SourceWriter.Scope EachStep(SourceWriter writer, string steps) =>
        writer.Block($"for (nint t = 0, steps = {(Input.IsSequence ? steps : "1")}; t < steps; t++)");
}

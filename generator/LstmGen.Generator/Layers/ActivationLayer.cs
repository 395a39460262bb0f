using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[Activation]: y = φ(x), value by value. On the way back φ's slope is taken where it had the value y.</summary>
internal sealed class ActivationLayer : Layer, IActivating
{

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

    public override IEnumerable<Operation> Operations => [new Activate(TileInput, TileOutput, Activation, Input.Width, Extent)];

    protected override void Reserve(Build build)
    {
        TileOutput = TakeTile(build, Space.Work, "Output", Input.Steps, Input.Width).View;
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, Input.Width).View;
        WindowOutput = Take(build, Space.Window, "WindowOutput", Input.Width, Input.Steps).View;
        StepOutput = Take(build, Space.Step, "StepOutput", Input.Width).View;
    }

    public override void WriteForward(SourceWriter writer)
    {
        using (EachStep(writer, $"{Valid}.Longest"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            writer.Line(Apply(TileInput.At("row", "t"), TileOutput.At("row", "t")));
        }
    }

    public override void WriteBackward(SourceWriter writer) => writer.Line(
        $"RowOps.TimesSlopes<{Activation}>(ref {TileInputGradient.Reference}, ref {OutputGradient.Reference}, {Text.Of(OutputGradient.StepStride)}, {Text.Of(OutputGradient.RowStride)}, "
        + $"ref {TileOutput.Reference}, {Text.Of(TileOutput.RowStride)}, {Input.Width}, {(Input.IsSequence ? $"{Valid}.Longest" : "1")});");

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

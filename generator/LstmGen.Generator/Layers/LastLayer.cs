using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[Last]: the last valid step of a sequence as a vector, or some of its last steps as a sequence.</summary>
internal sealed class LastLayer : Layer
{
    private LastOptions Options => Read<LastOptions>();

    private int Steps => Options.Steps;

    private bool IsVector => Steps == 1;

    public override bool NeedsSequence => true;

    public override bool ReadsRows => true;

    /// <summary>Of a stream the last step is the one that comes in.</summary>
    public override bool CanStep => IsVector;

    public override string Describe() => IsVector ? "Last" : $"Last({Steps})";

    public override string? ValidAfter(string valid) => IsVector ? null : $"RowLengths.AtMost({valid}, {Steps})";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!InRange(build, "steps", Steps, 1, 100_000))
        {
            return null;
        }

        if (!Input.IsSequence)
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "", Spec.Kind,
                $"it takes the last steps of a sequence, and what comes before it passes on one vector of {Text.Count(Input.Width, "value")}; leave it out");
            return null;
        }

        if (Steps > Input.Steps)
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "steps", Spec.Kind,
                $"it takes the last {Text.Number(Steps)} steps, and there {(Input.Steps == 1 ? "is" : "are")} {Text.Number(Input.Steps)}; choose at most {Text.Number(Input.Steps)}");
            return null;
        }

        return new Shape(Steps, Input.Width, !IsVector);
    }

    public override IEnumerable<Operation> Operations => [new Last(TileInput, TileOutput, JoinsDirections: false, Input.Width, Extent) { Steps = Steps }];

    protected override void Reserve(Build build)
    {
        TileOutput = TakeTile(build, Space.Work, "Output", Steps, Input.Width).View;
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, Input.Width).View;
        WindowOutput = Take(build, Space.Window, "WindowOutput", Input.Width, Steps).View;
        StepOutput = StepInput;
    }

    public override void WriteForward(SourceWriter writer) => writer.Line(
        $"StepCopies.LastSteps({Place(TileOutput)}, {Place(TileInput)}, {Input.Width}, {Steps}, {Valid});");

    /// <summary>All of it is the gradient with respect to the input.</summary>
    public override void WriteBackward(SourceWriter writer)
    {
    }

    public override void WriteInputGradient(SourceWriter writer) => writer.Line(
        $"StepCopies.LastStepsBackward({Place(TileInputGradient)}, {Place(OutputGradient)}, {Input.Width}, {Steps}, {Valid});");

    public override void WriteWindow(SourceWriter writer)
    {
        using (writer.Block($"for (nint t = 0, first = Math.Max({Valid} - {Steps}, 0); t < {Valid} - first; t++)"))
        {
            writer.Line($"RowOps.Copy(ref {WindowOutput.At(0, "t")}, ref {WindowInput.At(0, "(first + t)")}, {Input.Width});");
        }
    }

    public override void WriteStep(SourceWriter writer)
    {
    }

    private static string Place(View view) => $"ref {view.Reference}, {Text.Of(view.StepStride)}, {Text.Of(view.RowStride)}";
}

using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>
/// [Flatten]: the image of each step as one run of values, which it is already, so that nothing is copied; or the steps of a sequence side by side, as one vector.
/// </summary>
internal sealed class FlattenLayer : Layer, IRemedy
{
    Remedy IRemedy.Cures => Remedy.Pictures;

    IEnumerable<LayerArgument> IRemedy.Sized(int size) => [];

    /// <summary>Whether images come in.</summary>
    private bool HasFrames => Input.Frame is not null;

    public override bool NeedsSequence => true;

    public override bool ReadsFrames => true;

    public override bool CanStep => HasFrames;

    public override string Describe() => HasFrames ? "Flatten" : "Flatten, the steps side by side";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (HasFrames)
        {
            return Input with { Frame = null };
        }

        if (!Input.IsSequence)
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "", Spec.Kind,
                $"it lays the steps of a sequence side by side, and what comes before it passes on one vector of {Text.Count(Input.Width, "value")} already; leave it out");
            return null;
        }

        long width = (long)Input.Steps * Input.Width;
        if (width > 16_777_216)
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "", Spec.Kind,
                $"it would make one vector of {Text.Number(width)} values of {Input}, and at most 16,777,216 are possible; shorten the sequence before it");
            return null;
        }

        return new Shape(1, (int)width, IsSequence: false);
    }

    /// <summary>Of images nothing: it passes on what it reads.</summary>
    public override IEnumerable<Operation> Operations => HasFrames ? [] : [new SideBySide(TileInput, TileOutput, Input.Width, Extent)];

    protected override void Reserve(Build build)
    {
        if (HasFrames)
        {
            (TileOutput, WindowOutput, StepOutput) = (TileInput, WindowInput, StepInput);
            return;
        }

        TileOutput = TakeTile(build, Space.Work, "Output", 1, Output.Width).Once;
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, Input.Width).View;
        WindowOutput = Take(build, Space.Window, "WindowOutput", Output.Width).Once;
        StepOutput = StepInput;
    }

    protected override void PlaceInputGradient() => TileInputGradient = HasFrames ? OutputGradient : TileInputGradient;

    public override void WriteForward(SourceWriter writer)
    {
        if (!HasFrames)
        {
            writer.Line(
                $"RowOps.CopyValid(ref {TileOutput.Reference}, {Text.Of(TileOutput.RowStride)}, ref {TileInput.Reference}, {Text.Of(TileInput.StepStride)}, {Text.Of(TileInput.RowStride)}, "
                + $"{Input.Width}, {Input.Steps}, {Valid});");
        }
    }

    /// <summary>All of it is the gradient with respect to the input.</summary>
    public override void WriteBackward(SourceWriter writer)
    {
    }

    public override void WriteInputGradient(SourceWriter writer)
    {
        if (!HasFrames)
        {
            writer.Line(
                $"StepCopies.Spread(ref {TileInputGradient.Reference}, {Text.Of(TileInputGradient.StepStride)}, {Text.Of(TileInputGradient.RowStride)}, "
                + $"ref {OutputGradient.Reference}, {Text.Of(OutputGradient.RowStride)}, {Input.Width}, {Valid});");
        }
    }

    public override void WriteWindow(SourceWriter writer)
    {
        if (HasFrames)
        {
            return;
        }

        using (writer.Block($"for (nint t = 0, steps = {Valid}; t < steps; t++)"))
        {
            writer.Line($"RowOps.Copy(ref {(WindowOutput with { StepStride = Input.Width }).At(0, "t")}, ref {WindowInput.At(0, "t")}, {Input.Width});");
        }

        writer.Line($"RowOps.Clear(ref {(WindowOutput with { StepStride = Input.Width }).At(0, Valid)}, ({Input.Steps} - {Valid}) * {Input.Width});");
    }

    public override void WriteStep(SourceWriter writer)
    {
    }
}

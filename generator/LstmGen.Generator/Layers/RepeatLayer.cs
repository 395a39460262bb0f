using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[Repeat]: one vector as a sequence of equal steps.</summary>
internal sealed class RepeatLayer : Layer, IRemedy
{

    Remedy IRemedy.Cures => Remedy.NoSteps;

    IEnumerable<LayerArgument> IRemedy.Sized(int size) => [new("times", Math.Min(Math.Max(size, 1), 100_000))];

    private RepeatOptions Options => Read<RepeatOptions>();

    private int Times => Options.Times;

    public override bool StartsSequence => true;

    public override bool CanStep => false;

    public override string Describe() => $"Repeat({Times})";

    public override string? ValidAfter(string valid) => $"RowLengths.Same({valid}, {Times})";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!InRange(build, "times", Times, 1, 100_000))
        {
            return null;
        }

        if (Input.IsSequence)
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "", Spec.Kind,
                $"it repeats one vector, and what comes before it passes on {Input}; end the sequence with an [Lstm] without ReturnSequences or with [Attention]");
            return null;
        }

        return new Shape(Times, Input.Width, IsSequence: true);
    }

    public override IEnumerable<Operation> Operations => [new Repeat(TileInput, TileOutput, Times, Input.Width)];

    protected override void Reserve(Build build)
    {
        TileOutput = TakeTile(build, Space.Work, "Output", Times, Input.Width).View;
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", 1, Input.Width).View;
        WindowOutput = Take(build, Space.Window, "WindowOutput", Input.Width, Times).View;
        StepOutput = StepInput;
    }

    public override void WriteForward(SourceWriter writer)
    {
        using (writer.Block($"for (nint t = 0; t < {Times}; t++)"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            writer.Line($"RowOps.Copy(ref {TileOutput.At("row", "t")}, ref {(TileInput with { StepStride = 0 }).At("row", "t")}, {Input.Width});");
        }
    }

    /// <summary>All of it is the gradient with respect to the input.</summary>
    public override void WriteBackward(SourceWriter writer)
    {
    }

    public override void WriteInputGradient(SourceWriter writer)
    {
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            string to = (TileInputGradient with { StepStride = 0 }).At("row", "t");
            writer.Line($"RowOps.Copy(ref {to}, ref {(OutputGradient with { StepStride = 0 }).At("row", "t")}, {Input.Width});");
            using (writer.Block($"for (nint t = 1; t < {Times}; t++)"))
            {
                writer.Line($"RowOps.Add(ref {to}, ref {OutputGradient.At("row", "t")}, {Input.Width});");
            }
        }
    }

    public override void WriteWindow(SourceWriter writer)
    {
        using (writer.Block($"for (nint t = 0; t < {Times}; t++)"))
        {
            writer.Line($"RowOps.Copy(ref {WindowOutput.At(0, "t")}, ref {WindowInput.Reference}, {Input.Width});");
        }
    }

    public override void WriteStep(SourceWriter writer)
    {
    }
}

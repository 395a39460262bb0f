using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Convolution;

/// <summary>The base of pools over all valid steps of a sequence: one vector, value by value.</summary>
internal abstract class GlobalPool1DLayer : Layer
{
    /// <summary>The method of PoolRow.</summary>
    protected abstract string Kind { get; }

    /// <summary>Whether its way back looks for the value in the input again.</summary>
    protected abstract bool ReadsInputAgain { get; }

    public override bool NeedsSequence => true;

    public override bool ReadsRows => true;

    public override bool CanStep => false;

    public override string Describe() => Spec.Kind;

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!Input.IsSequence)
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "", Spec.Kind,
                $"it makes one vector of a sequence, and what comes before it passes on one vector of {Text.Count(Input.Width, "value")} already; leave it out");
            return null;
        }

        return new Shape(1, Input.Width, IsSequence: false);
    }

    public override IEnumerable<Operation> Operations =>
        [new Pool(TileInput, TileOutput, this is GlobalAveragePool1DLayer, new StepReach(Input.Steps, Input.Steps), Input.Width, Extent)];

    protected override void Reserve(Build build)
    {
        TileOutput = TakeTile(build, Space.Work, "Output", 1, Input.Width).Once;
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, Input.Width).View;
        WindowOutput = Take(build, Space.Window, "WindowOutput", Input.Width).Once;
        StepOutput = StepInput;
    }

    public override void WriteForward(SourceWriter writer)
    {
        using (writer.Block($"for (int row = 0; row < {Build.Rows}; row++)"))
        {
            writer.Line(
                $"PoolRow.{Kind}(ref {TileInput.At("row", null)}, {Text.Of(TileInput.StepStride)}, {Valid}[row], ref {TileOutput.At("row", null)}, {Input.Width});");
        }
    }

    /// <summary>All of it is the gradient with respect to the input.</summary>
    public override void WriteBackward(SourceWriter writer)
    {
    }

    public override void WriteInputGradient(SourceWriter writer)
    {
        writer.Line($"RowOps.Clear(ref {TileInputGradient.Reference}, {Valid}.Longest * {TileInputGradient.StepStride});");
        using (writer.Block($"for (int row = 0; row < {Build.Rows}; row++)"))
        {
            string input = ReadsInputAgain ? $"ref {TileInput.At("row", null)}, {Text.Of(TileInput.StepStride)}, " : "";
            writer.Line(
                $"PoolRow.{Kind}Backward({input}{Valid}[row], ref {OutputGradient.At("row", null)}, ref {TileInputGradient.At("row", null)}, "
                + $"{Text.Of(TileInputGradient.StepStride)}, {Input.Width});");
        }
    }

    public override void WriteWindow(SourceWriter writer) => writer.Line(
        $"PoolRow.{Kind}(ref {WindowInput.Reference}, {Text.Of(WindowInput.StepStride)}, {Valid}, ref {WindowOutput.Reference}, {Input.Width});");

    public override void WriteStep(SourceWriter writer)
    {
    }
}

using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Convolution;

/// <summary>The base of pools over the steps of a sequence: one value from a few, for each of the values of a step.</summary>
internal abstract class Pool1DLayer : Layer
{
    private StepReach _reach = null!;

    private Pool1DOptions Options => Read<Pool1DOptions>();

    private int Size => Options.Size;

    private int Stride => Options.Stride is > 0 and var stride ? stride : Size;

    /// <summary>The method of PoolRow.</summary>
    protected abstract string Kind { get; }

    /// <summary>Arguments of its way back before the gradient with respect to the output.</summary>
    /// <param name="x">The first of the steps.</param>
    /// <param name="step">Floats from one to the next.</param>
    /// <param name="steps">How many.</param>
    protected abstract string BackwardArguments(string x, string step, string steps);

    public override bool NeedsSequence => true;

    public override bool ReadsRows => true;

    public override bool CanStep => false;

    public override string Describe() => $"{Spec.Kind}({Size}){(Stride == Size ? "" : $", stride {Stride}")}{(Options.Padding == "Valid" ? "" : $", padding {Options.Padding}")}";

    public override string? ValidAfter(string valid) => _reach.OutputsOf(valid);

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!InRange(build, "size", Size, 1, 100_000) || !InRange(build, "Stride", Options.Stride, 0, 100_000))
        {
            return null;
        }

        if (!Input.IsSequence)
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "", Spec.Kind,
                $"it shortens a sequence, and what comes before it passes on one vector of {Text.Count(Input.Width, "value")}; move it up, in front of the layer that ends the sequence");
            return null;
        }

        _reach = StepReach.Of(Size, Stride, 1, Options.Padding);
        if (!_reach.Fits(Input.Steps))
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "size", Spec.Kind,
                $"it takes {Text.Count(Size, "step")} at a time, and there {(Input.Steps == 1 ? "is" : "are")} {Text.Number(Input.Steps)}; "
                + (Input.Steps == 1 ? $"leave [{Spec.Kind}] out" : $"choose a size of at most {Input.Steps}, or Padding.Same"));
            return null;
        }

        return new Shape(_reach.Outputs(Input.Steps), Input.Width, IsSequence: true);
    }

    public override IEnumerable<Operation> Operations => [new Pool(TileInput, TileOutput, this is AveragePool1DLayer, _reach, Input.Width, Extent)];

    protected override void Reserve(Build build)
    {
        TileOutput = TakeTile(build, Space.Work, "Output", Output.Steps, Input.Width).View;
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, Input.Width).View;
        WindowOutput = Take(build, Space.Window, "WindowOutput", Input.Width, Output.Steps).View;
        StepOutput = StepInput;
    }

    public override void WriteForward(SourceWriter writer) => EachReading(writer, () => writer.Line(
        $"PoolRow.{Kind}(ref {TileInput.At("row", "first")}, {TileInput.StepStride}, taken, ref {TileOutput.At("row", "t")}, {Input.Width});"));

    /// <summary>All of it is the gradient with respect to the input.</summary>
    public override void WriteBackward(SourceWriter writer)
    {
    }

    public override void WriteInputGradient(SourceWriter writer)
    {
        writer.Line($"RowOps.Clear(ref {TileInputGradient.Reference}, {Valid}.Longest * {TileInputGradient.StepStride});");
        EachReading(writer, () => writer.Line(
            $"PoolRow.{Kind}Backward({BackwardArguments($"ref {TileInput.At("row", "first")}", Text.Of(TileInput.StepStride), "taken")}, ref {OutputGradient.At("row", "t")}, "
            + $"ref {TileInputGradient.At("row", "first")}, {TileInputGradient.StepStride}, {Input.Width});"));
    }

    public override void WriteWindow(SourceWriter writer)
    {
        using (writer.Block($"for (int t = 0, steps = {_reach.OutputsOf(Valid)}; t < steps; t++)"))
        {
            WriteTaken(writer, Valid);
            writer.Line($"PoolRow.{Kind}(ref {WindowInput.At(0, "first")}, {WindowInput.StepStride}, taken, ref {WindowOutput.At(0, "t")}, {Input.Width});");
        }
    }

    public override void WriteStep(SourceWriter writer)
    {
    }

    /// <summary>Rows that are shorter than the longest take what they have, and nothing past their end.</summary>
    private void EachReading(SourceWriter writer, Action body)
    {
        using (writer.Block($"for (int t = 0, steps = {_reach.OutputsOf($"{Valid}.Longest")}; t < steps; t++)"))
        using (writer.Block($"for (int row = 0; row < {Build.Rows}; row++)"))
        {
            WriteTaken(writer, $"{Valid}[row]");
            body();
        }
    }

    /// <summary>Writes the first step that a reading takes, and how many; none past the end of a row, where there may be no first one.</summary>
    private void WriteTaken(SourceWriter writer, string valid)
    {
        if (_reach.Padding == 0)
        {
            writer.Line($"int first = {_reach.Start("t", valid)}, taken = Math.Min({valid} - first, {Size});");
            return;
        }

        writer.Line($"int start = {_reach.Start("t", valid)}, first = Math.Max(start, 0), taken = Math.Min({valid}, start + {Size}) - first;");
    }
}

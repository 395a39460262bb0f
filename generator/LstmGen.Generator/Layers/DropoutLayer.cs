using System.Globalization;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[Dropout]: a fresh mask for every element in training, nothing in prediction.</summary>
internal sealed class DropoutLayer : Layer, INoise
{

    private View Mask { get; set; } = null!;

    private DropoutOptions Options => Read<DropoutOptions>();

    private double Rate => Options.Rate;

    public IEnumerable<DropoutRate> Rates => [new("rate", Rate)];

    public bool DrawsMasks => Rate > 0;

    public override bool JoinsDirections => Previous is { JoinsDirections: true };

    public override bool ReadsFrames => true;

    public override string Describe() => $"Dropout({Rate.ToString("R", CultureInfo.InvariantCulture)})";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!(Rate >= 0 && Rate < 1))
        {
            build.Report(Rules.RateOutOfRange, Index, "rate", "rate", Rate.ToString("R", CultureInfo.InvariantCulture));
            return null;
        }

        return Input;
    }

    public override IEnumerable<Operation> Operations => [new Drop(TileInput, Mask, TileOutput, Rate, Index, Input.Width, Extent)];

    protected override void Reserve(Build build)
    {
        TileOutput = TakeTile(build, Space.Work, "Output", Input.Steps, Input.Width).View;
        Mask = TakeTile(build, Space.Tape, "Mask", Input.Steps, Input.Width).View;
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, Input.Width).View;
        (WindowOutput, StepOutput) = (WindowInput, StepInput);
    }

    public override void WriteForward(SourceWriter writer) => EachRow(writer, () =>
    {
        string to = TileOutput.At("row", "t");
        string from = TileInput.At("row", "t");
        string mask = Mask.At("row", "t");
        using (writer.Block("if (training)"))
        {
            writer.Line(
                $"DropoutMask.Fill(MemoryMarshal.CreateSpan(ref {mask}, {Input.Width}), {Text.Literal((float)Rate)}, tile.Noise, {Index}, (uint)row, (uint)t);");
            writer.Line($"RowOps.Multiply(ref {to}, ref {from}, ref {mask}, {Input.Width});");
        }

        using (writer.Block("else"))
        {
            writer.Line($"RowOps.Copy(ref {to}, ref {from}, {Input.Width});");
        }
    });

    /// <summary>All of it is the gradient with respect to the input.</summary>
    public override void WriteBackward(SourceWriter writer)
    {
    }

    public override void WriteInputGradient(SourceWriter writer) => EachRow(writer, () => writer.Line(
        $"RowOps.Multiply(ref {TileInputGradient.At("row", "t")}, ref {OutputGradient.At("row", "t")}, ref {Mask.At("row", "t")}, {Input.Width});"));

    public override void WriteWindow(SourceWriter writer)
    {
    }

    public override void WriteStep(SourceWriter writer)
    {
    }

    private void EachRow(SourceWriter writer, Action body)
    {
        using (writer.Block($"for (nint t = 0, steps = {(Input.IsSequence ? $"{Valid}.Longest" : "1")}; t < steps; t++)"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            body();
        }
    }
}

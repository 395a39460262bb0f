using System.Globalization;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[Dropout]: a fresh mask for every element in training, nothing in prediction.</summary>
internal sealed class DropoutLayer : Layer, INoise
{
    private int _row;
    private int _output;
    private int _mask;
    private int _inputGradient;
    private View _outputGradient = null!;

    private View Mask => new("tape", $"{Class}.Mask", TileOutput.StepStride, TileOutput.RowStride);

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

    protected override void Reserve(Build build)
    {
        _row = (int)Allocator.Pad(Input.Width);
        long size = (long)Input.Steps * Build.Rows * _row;
        _output = build.Work.Take(size);
        _mask = build.Tape.Take(size);
        _inputGradient = build.Tape.Take(size);
        TileOutput = new("work", $"{Class}.Output", Build.Rows * _row, _row);
        TileInputGradient = new("tape", $"{Class}.InputGradients", Build.Rows * _row, _row);
        (WindowOutput, StepOutput) = (WindowInput, StepInput);
    }

    public override void WriteKernels(SourceWriter writer)
    {
        writer.Line($$"""
            // Where its regions lie in the shared buffers.
            public const int Output = {{_output}};
            public const int Mask = {{_mask}};
            public const int InputGradients = {{_inputGradient}};
            """);
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

    public override void WriteBackward(SourceWriter writer, View outputGradient) => _outputGradient = outputGradient;

    public override void WriteInputGradient(SourceWriter writer) => EachRow(writer, () => writer.Line(
        $"RowOps.Multiply(ref {TileInputGradient.At("row", "t")}, ref {_outputGradient.At("row", "t")}, ref {Mask.At("row", "t")}, {Input.Width});"));

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

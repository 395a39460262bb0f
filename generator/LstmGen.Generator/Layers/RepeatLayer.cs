using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[Repeat]: one vector as a sequence of equal steps.</summary>
internal sealed class RepeatLayer : Layer, IRemedy
{
    private int _row;
    private int _output;
    private int _inputGradient;
    private int _windowOutput;
    private View _outputGradient = null!;

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

    protected override void Reserve(Build build)
    {
        _row = (int)Allocator.Pad(Input.Width);
        _output = build.Work.Take((long)Times * Build.Rows * _row);
        _inputGradient = build.Tape.Take(Build.Rows * _row);
        _windowOutput = build.Window.Take((long)Times * _row);
        TileOutput = new("work", $"{Class}.Output", Build.Rows * _row, _row);
        TileInputGradient = new("tape", $"{Class}.InputGradients", Build.Rows * _row, _row);
        WindowOutput = new("work", $"{Class}.WindowOutput", _row, 0);
        StepOutput = StepInput;
    }

    public override void WriteKernels(SourceWriter writer) => writer.Line($$"""
        // Where its regions lie in the shared buffers.
        public const int Output = {{_output}};
        public const int InputGradients = {{_inputGradient}};
        public const int WindowOutput = {{_windowOutput}};
        """);

    public override void WriteForward(SourceWriter writer)
    {
        using (writer.Block($"for (nint t = 0; t < {Times}; t++)"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            writer.Line($"RowOps.Copy(ref {TileOutput.At("row", "t")}, ref {(TileInput with { StepStride = 0 }).At("row", "t")}, {Input.Width});");
        }
    }

    public override void WriteBackward(SourceWriter writer, View outputGradient) => _outputGradient = outputGradient;

    public override void WriteInputGradient(SourceWriter writer)
    {
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            string to = (TileInputGradient with { StepStride = 0 }).At("row", "t");
            writer.Line($"RowOps.Copy(ref {to}, ref {(_outputGradient with { StepStride = 0 }).At("row", "t")}, {Input.Width});");
            using (writer.Block($"for (nint t = 1; t < {Times}; t++)"))
            {
                writer.Line($"RowOps.Add(ref {to}, ref {_outputGradient.At("row", "t")}, {Input.Width});");
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

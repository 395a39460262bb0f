using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>
/// [PRelu]: y = x above zero, α·x below, α trained. The pack has a slope for every value of a step, so that images and shared slopes are rows like any other; their gradients are added up
/// where the packed gradient is taken apart.
/// </summary>
internal sealed class PReluLayer : Layer
{
    private ParameterPlan _alpha = null!;

    private PReluOptions Options => Read<PReluOptions>();

    /// <summary>How many slopes there are: value i of a step has slope i modulo that.</summary>
    private int Slopes => Options.Shared ? 1 : Input.Frame?.Channels ?? Input.Width;

    public override bool JoinsDirections => Previous is { JoinsDirections: true };

    public override bool ReadsFrames => true;

    public override string Describe() => $"PRelu, {Text.Count(Slopes, "slope")}{(Input.IsSequence ? ", on every step" : "")}";

    protected override Shape? Infer(Build build, bool sequenceWanted) => Input;

    public override IEnumerable<Operation> Operations => [new Rectify(TileInput, TileOutput, Tensor("alpha"), Input.Width, Extent)];

    protected override void Reserve(Build build)
    {
        int width = Input.Width;
        _alpha = build.Parameter($"{Name}.alpha", [Slopes], Options.AlphaInitializer, Slopes, Slopes, Slopes);
        Take(build, Space.Pack, "Slopes", width);
        Take(build, Space.Gradient, "SlopeGradients", width);
        TileOutput = TakeTile(build, Space.Work, "Output", Input.Steps, width).View;
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, width).View;
        WindowOutput = Take(build, Space.Window, "WindowOutput", width, Input.Steps).View;
        StepOutput = Take(build, Space.Step, "StepOutput", width).View;
    }

    public override void WritePack(SourceWriter writer) =>
        writer.Line($"RectifierRow.Pack(parameters.Slice({_alpha.Offset}, {Slopes}), packed.Slice({Class}.Slopes, {Input.Width}));");

    public override void WriteUnpack(SourceWriter writer) =>
        writer.Line($"RectifierRow.Unpack(packedGradient.Slice({Class}.SlopeGradients, {Input.Width}), gradient.Slice({_alpha.Offset}, {Slopes}));");

    public override void WriteForward(SourceWriter writer) => EachRow(writer, Apply(TileInput.At("row", "t"), TileOutput.At("row", "t")));

    public override void WriteBackward(SourceWriter writer) => EachRow(
        writer,
        $"RectifierRow.Backward(ref {TileInput.At("row", "t")}, ref Unsafe.Add(ref packed, {Class}.Slopes), ref {OutputGradient.At("row", "t")}, "
        + $"ref Unsafe.Add(ref gradient, {Class}.SlopeGradients), ref {TileInputGradient.At("row", "t")}, {Input.Width});");

    /// <summary>Written on the way back already.</summary>
    public override void WriteInputGradient(SourceWriter writer)
    {
    }

    public override void WriteWindow(SourceWriter writer)
    {
        using (writer.Block($"for (nint t = 0, steps = {(Input.IsSequence ? Valid : "1")}; t < steps; t++)"))
        {
            writer.Line(Apply(WindowInput.At(0, "t"), WindowOutput.At(0, "t")));
        }
    }

    public override void WriteStep(SourceWriter writer) => writer.Line(Apply(StepInput.Reference, StepOutput.Reference));

    private string Apply(string from, string to) => $"RectifierRow.Forward(ref {from}, ref Unsafe.Add(ref packed, {Class}.Slopes), ref {to}, {Input.Width});";

    private void EachRow(SourceWriter writer, string call)
    {
        using (writer.Block($"for (nint t = 0, steps = {(Input.IsSequence ? $"{Valid}.Longest" : "1")}; t < steps; t++)"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            writer.Line(call);
        }
    }
}

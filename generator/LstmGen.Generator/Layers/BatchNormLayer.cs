using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>
/// [BatchNorm]: scale and shift by the statistics that the model has, folded in the pack, where there is a number for every value of a step, so that images are rows like any other. The way back keeps the
/// statistics as they are.
/// </summary>
internal sealed class BatchNormLayer : Layer
{
    private static readonly string[] s_packs = ["Scales", "Shifts", "Means", "Inverses"];

    private ParameterPlan? _gamma;
    private ParameterPlan? _beta;
    private ParameterPlan _mean = null!;
    private ParameterPlan _variance = null!;

    private BatchNormOptions Options => Read<BatchNormOptions>();

    private string EpsilonText => Options.Epsilon.ToString("R", Text.Invariant);

    /// <summary>Numbers of each tensor: value i of a step has number i modulo that.</summary>
    private int Channels => Input.Frame?.Channels ?? Input.Width;

    public override bool JoinsDirections => Previous is { JoinsDirections: true };

    public override bool ReadsFrames => true;

    public override string Describe() => $"BatchNorm, ε = {EpsilonText}{(Input.IsSequence ? ", on every step" : "")}";

    protected override Shape? Infer(Build build, bool sequenceWanted) => InRange(build, "Epsilon", Options.Epsilon, 1e-12, 1) ? Input : null;

    public override IEnumerable<Operation> Operations =>
        [new Standardize(TileInput, TileOutput, FindTensor("gamma"), FindTensor("beta"), Tensor("moving_mean"), Tensor("moving_variance"), Options.Epsilon, Input.Width, Extent)];

    protected override void Reserve(Build build)
    {
        (int width, int channels) = (Input.Width, Channels);
        _gamma = Options.Scale ? build.Parameter($"{Name}.gamma", [channels], "Ones", channels, channels, channels) : null;
        _beta = Options.Center ? build.Parameter($"{Name}.beta", [channels], "Zeros", channels, channels, channels) : null;
        _mean = build.Parameter($"{Name}.moving_mean", [channels], "Zeros", channels, channels, channels, isFrozen: true);
        _variance = build.Parameter($"{Name}.moving_variance", [channels], "Ones", channels, channels, channels, isFrozen: true);
        foreach (string pack in s_packs)
        {
            Take(build, Space.Pack, pack, width);
        }

        Take(build, Space.Gradient, "ScaleGradients", width);
        Take(build, Space.Gradient, "ShiftGradients", width);
        TileOutput = TakeTile(build, Space.Work, "Output", Input.Steps, width).View;
        TileInputGradient = TakeTile(build, Space.Tape, "InputGradients", Input.Steps, width).View;
        WindowOutput = Take(build, Space.Window, "WindowOutput", width, Input.Steps).View;
        StepOutput = Take(build, Space.Step, "StepOutput", width).View;
    }

    public override void WritePack(SourceWriter writer)
    {
        string Of(ParameterPlan? tensor) => tensor is null ? "default" : $"parameters.Slice({tensor.Offset}, {Channels})";
        string packs = string.Join(", ", s_packs.Select(pack => $"packed.Slice({Class}.{pack}, {Input.Width})"));
        writer.Line($"StatisticsRow.Pack({Of(_gamma)}, {Of(_beta)}, {Of(_mean)}, {Of(_variance)}, {EpsilonText}, {packs});");
    }

    public override void WriteUnpack(SourceWriter writer)
    {
        void Add(ParameterPlan? tensor, string region)
        {
            if (tensor is not null)
            {
                writer.Line($"RectifierRow.Unpack(packedGradient.Slice({Class}.{region}, {Input.Width}), gradient.Slice({tensor.Offset}, {Channels}));");
            }
        }

        Add(_gamma, "ScaleGradients");
        Add(_beta, "ShiftGradients");
        writer.Line($"gradient.Slice({_mean.Offset}, {2 * Channels}).Clear();");
    }

    public override void WriteForward(SourceWriter writer) => EachRow(writer, Apply(TileInput.At("row", "t"), TileOutput.At("row", "t")));

    public override void WriteBackward(SourceWriter writer) => EachRow(
        writer,
        $"StatisticsRow.Backward(ref {TileInput.At("row", "t")}, {Packed("Scales")}, {Packed("Means")}, {Packed("Inverses")}, ref {OutputGradient.At("row", "t")}, "
        + $"ref Unsafe.Add(ref gradient, {Class}.ScaleGradients), ref Unsafe.Add(ref gradient, {Class}.ShiftGradients), ref {TileInputGradient.At("row", "t")}, {Input.Width});");

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

    private string Apply(string from, string to) => $"StatisticsRow.Forward(ref {from}, {Packed("Scales")}, {Packed("Shifts")}, ref {to}, {Input.Width});";

    private string Packed(string region) => $"ref Unsafe.Add(ref packed, {Class}.{region})";

    private void EachRow(SourceWriter writer, string call)
    {
        using (writer.Block($"for (nint t = 0, steps = {(Input.IsSequence ? $"{Valid}.Longest" : "1")}; t < steps; t++)"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            writer.Line(call);
        }
    }
}

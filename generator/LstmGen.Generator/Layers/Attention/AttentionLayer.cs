using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Attention;

/// <summary>[Attention]: the steps of a sequence, weighted by how well they fit the last valid one, as one vector.</summary>
internal sealed class AttentionLayer : Layer, IWeighing
{
    private AttentionKernels _kernels = null!;

    private AttentionOptions Options => Read<AttentionOptions>();

    private string Score => Options.Score;

    private int Heads => Options.Heads;

    private bool Scaled => Options.Scaled;

    private int HeadWidth => Input.Width / Heads;

    private int Units => Options.Units is > 0 and var units ? units : HeadWidth;

    public override bool NeedsSequence => true;

    public override bool CanStep => false;

    public AttentionPlan Attention { get; private set; } = null!;

    public override string Describe() =>
        $"Attention, {Score.ToLowerInvariant()}{(Score == "Additive" ? $"({Units})" : "")}, {Text.Count(Heads, "head")}{(Scaled ? ", scaled" : "")}";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!InRange(build, "Heads", Heads, 1, 1_024) || !InRange(build, "Units", Options.Units, 0, 65_536))
        {
            return null;
        }

        if (Score != "Additive" && Options.Units > 0)
        {
            build.Report(Rules.ShapeDoesNotFit, Index, "Units", Spec.Kind, $"Units is the size of the additive score, and this is the score {Score}, which has none; leave Units out");
            return null;
        }

        if (!Input.IsSequence)
        {
            build.Report(
                Rules.ShapeDoesNotFit, Index, "", Spec.Kind,
                $"it weighs the steps of a sequence, and what comes before it passes on one vector of {Text.Count(Input.Width, "value")}; move it up, below the [Lstm] whose steps it shall weigh");
            return null;
        }

        if (Input.Width % Heads != 0)
        {
            string fitting = string.Join(", ", Enumerable.Range(1, Math.Min(Input.Width, 1_024)).Where(heads => Input.Width % heads == 0).Take(8));
            build.Report(
                Rules.ShapeDoesNotFit, Index, "Heads", Spec.Kind,
                $"{Text.Count(Heads, "head")} cannot share {Text.Count(Input.Width, "value")} a step evenly; choose one of {fitting}");
            return null;
        }

        return new Shape(1, Input.Width, IsSequence: false);
    }

    public override IEnumerable<Operation> Operations =>
    [
        new Attend(
            TileInput, null, TileOutput, Score, FindTensor(Score == "Additive" ? "query_kernel" : "kernel"), FindTensor("value_kernel"), FindTensor("score"),
            Scaled ? 1 / Math.Sqrt(HeadWidth) : 1, Heads, HeadWidth, HeadWidth, Units, Extent, 1),
    ];

    protected override void Reserve(Build build)
    {
        float factor = Scaled ? (float)(1 / Math.Sqrt(HeadWidth)) : 1f;
        _kernels = new AttentionKernels(Score, HeadWidth, Heads, Units, Input.Steps, factor, TileInput, WindowInput);
        _kernels.Reserve(build, Class, Name);
        (TileOutput, TileInputGradient, WindowOutput, StepOutput) = (_kernels.Output, _kernels.InputGradient, _kernels.WindowOutput, StepInput);
        Attention = _kernels.Plan;
    }

    public override void WriteKernels(SourceWriter writer) => _kernels.Write(writer);

    public override void WritePack(SourceWriter writer)
    {
        if (Score != "Dot")
        {
            writer.Line($"{Class}.PackWeights(parameters, packed);");
        }
    }

    public override void WriteUnpack(SourceWriter writer)
    {
        if (Score != "Dot")
        {
            writer.Line($"{Class}.UnpackGradient(packedGradient, gradient);");
        }
    }

    public override void WriteForward(SourceWriter writer) =>
        writer.Line($"{Class}.Forward(ref {TileInput.Reference}, ref packed, ref work, {Valid});");

    public override void WriteBackward(SourceWriter writer)
    {
        writer.Line($"{Class}.Backward({Backwards()}, ref gradient, {Valid});");
    }

    public override void WriteInputGradient(SourceWriter writer) => writer.Line($"{Class}.InputGradient({Backwards()}, {Valid});");

    public override void WriteWindow(SourceWriter writer) =>
        writer.Line($"{Class}.Window(ref {WindowInput.Reference}, ref packed, ref work, {Valid});");

    public override void WriteStep(SourceWriter writer)
    {
    }

    private string Backwards() =>
        $"ref {TileInput.Reference}, ref packed, ref work, ref tape, ref {OutputGradient.Reference}, {Text.Of(OutputGradient.RowStride)}";
}

using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers.Attention;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Decoder;

/// <summary>[Attention] in a decoder: each step h is compared with the encoder's steps, and [context; h] is passed on.</summary>
internal sealed class DecoderAttentionLayer : Layer, IEncoding
{
    private DecoderAttentionKernels _kernels = null!;

    private AttentionOptions Options => Read<AttentionOptions>();

    private string Score => Options.Score;

    public int Heads => Options.Heads;

    private bool Scaled => Options.Scaled;

    private Shape Memory => Decoder!.Input;

    /// <summary>Values of a step that a head compares.</summary>
    private int QueryWidth => Input.Width / Heads;

    /// <summary>Values of an encoder's step that a head reads.</summary>
    private int ValueWidth => Memory.Width / Heads;

    private int Units => Options.Units is > 0 and var units ? units : QueryWidth;

    public override IEnumerable<Operation> Operations => [Attending, Passing];

    public override IEnumerable<Operation> GradientOperations =>
        [new Gradient(Passing, OutputGradient.Shifted(Memory.Width), TileInputGradient), new Gradient(Attending, OutputGradient, _kernels.MemoryGradient)];

    private Attend Attending => new(
        Decoder!.Memory, TileInput, TileOutput, Score, FindTensor(Score == "Additive" ? "query_kernel" : "kernel"), FindTensor("value_kernel"), FindTensor("score"),
        Scaled ? 1 / Math.Sqrt(QueryWidth) : 1, Heads, QueryWidth, ValueWidth, Units, new(Memory.Steps, Decoder.MemoryValid), Input.Steps);

    /// <summary>h behind the context.</summary>
    private Copy Passing => new(TileInput, TileOutput.Shifted(Memory.Width), Input.Width, Extent);

    public override string Describe() =>
        $"Attention to the encoder, {Score.ToLowerInvariant()}{(Score == "Additive" ? $"({Units})" : "")}, {Text.Count(Heads, "head")}{(Scaled ? ", scaled" : "")}";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!InRange(build, "Heads", Heads, 1, 1_024) || !InRange(build, "Units", Options.Units, 0, 65_536))
        {
            return null;
        }

        if (Score != "Additive" && Options.Units > 0)
        {
            return Refuse(build, "Units", $"Units is the size of the additive score, and this is the score {Score}, which has none; leave Units out");
        }

        if (!Memory.IsSequence)
        {
            return Refuse(
                build, "", $"it weighs the steps of the encoder, which passes on one vector of {Text.Count(Memory.Width, "value")}; end the encoder with a layer that has steps, such as [Lstm]");
        }

        if (Input.Width % Heads != 0 || Memory.Width % Heads != 0)
        {
            return Refuse(build, "Heads", $"{Text.Count(Heads, "head")} cannot share {Text.Count(Input.Width, "value")} of a step and {Memory.Width} of the encoder's evenly");
        }

        if (Score == "Dot" && Input.Width != Memory.Width)
        {
            return Refuse(
                build, "", $"the score Dot compares values one by one, and a step has {Text.Count(Input.Width, "value")}, one of the encoder {Memory.Width}; choose AttentionScore.General");
        }

        return new Shape(Input.Steps, Memory.Width + Input.Width, IsSequence: true);
    }

    private Shape? Refuse(Build build, string argument, string why)
    {
        build.Report(Rules.ShapeDoesNotFit, Index, argument, Spec.Kind, why);
        return null;
    }

    protected override void Reserve(Build build)
    {
        float factor = Scaled ? (float)(1 / Math.Sqrt(QueryWidth)) : 1f;
        _kernels = new DecoderAttentionKernels(Score, QueryWidth, ValueWidth, Heads, Units, factor, Input.Steps, TileInput, Decoder!);
        _kernels.Reserve(build, Class, Name);
        (TileOutput, TileInputGradient, StepOutput) = (_kernels.Output, _kernels.InputGradient, _kernels.StepOutput);
        WindowOutput = StepOutput;
        Decoder!.AddMemoryGradient(_kernels.MemoryGradient);
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

    public override void WriteForward(SourceWriter writer) => writer.Line(
        $"{Class}.Forward(ref {TileInput.Reference}, ref {Decoder!.Memory.Reference}, ref packed, ref work, {Decoder.MemoryValid}, {Valid}.Longest);");

    public override void WriteBackward(SourceWriter writer)
    {
        writer.Line(
            $"{Class}.Backward(ref {TileInput.Reference}, ref {Decoder!.Memory.Reference}, ref packed, ref work, ref tape, ref {OutputGradient.Reference}, "
            + $"{Text.Of(OutputGradient.StepStride)}, {Text.Of(OutputGradient.RowStride)}, ref gradient, {Decoder.MemoryValid}, {Valid}.Longest);");
    }

    public override void WriteInputGradient(SourceWriter writer) => writer.Line(
        $"{Class}.InputGradient(ref packed, ref tape, ref {OutputGradient.Reference}, {Text.Of(OutputGradient.StepStride)}, {Text.Of(OutputGradient.RowStride)}, {Valid}.Longest);");

    public override void WriteWindow(SourceWriter writer)
    {
    }

    public void WriteEncode(SourceWriter writer)
    {
        if (Score == "Additive")
        {
            writer.Line($"{Class}.Keys(ref {Decoder!.WindowMemory.Reference}, ref packed, ref work, {Decoder.MemoryValid});");
        }
    }

    public override void WriteStep(SourceWriter writer)
    {
        writer.Line($"{Class}.Step(ref {StepInput.Reference}, ref memory, ref packed, ref work, valid);");
        using (writer.Block("if (!weights.IsEmpty)"))
        {
            using (writer.Block($"for (int head = 0; head < {Heads}; head++)"))
            {
                writer.Line(
                    $"MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref work, {Class}.StepWeights + head * {_kernels.WeightsRow}), {Memory.Steps})"
                    + $".CopyTo(weights[(({Decoder!.HeadsBefore(this)} + head) * {Memory.Steps})..]);");
            }
        }
    }
}

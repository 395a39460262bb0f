using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers.Tokens;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Decoder;

/// <summary>[Embedding] at the top of a decoder: the row of a table for each token that the decoder reads.</summary>
internal sealed class DecoderEmbeddingLayer : Layer, IWrittenTokenReader
{
    private ParameterPlan _embeddings = null!;
    private int _gradient;

    private EmbeddingOptions Options => Read<EmbeddingOptions>();

    public int Vocabulary => Options.Vocabulary;

    private int Width => Options.Dimension;

    public override string Describe() => $"Embedding({Text.Number(Vocabulary)} × {Width})";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!InRange(build, "vocabulary", Vocabulary, 2, 65_536) || !InRange(build, "dimension", Width, 1, 65_536))
        {
            return null;
        }

        if (Options.MaskZero)
        {
            build.Report(
                Rules.LayerOutOfPlace, Index, "MaskZero", Spec.Kind, "MaskZero says which steps of the source are padding, and a target ends at its stop token; leave it out");
            return null;
        }

        return new Shape(Input.Steps, Width, IsSequence: true);
    }

    public override IEnumerable<Operation> Operations => [new LookUp(TileInput, TileOutput, Tensor("embeddings"), Vocabulary, Width, Extent)];

    protected override void Reserve(Build build)
    {
        _embeddings = build.Parameter(
            $"{Name}.embeddings", [Vocabulary, Width], Options.EmbeddingsInitializer, Vocabulary, Width, Width);
        Take(build, Space.Pack, "Table", _embeddings.Elements);
        _gradient = build.Table(_embeddings);
        TileOutput = TakeTile(build, Space.Work, "Output", Input.Steps, Width).View;
        TileInputGradient = TileOutput;
        WindowOutput = Take(build, Space.Window, "WindowOutput", Width).Once;
        StepOutput = Take(build, Space.Step, "StepOutput", Width).View;
    }

    public override void WriteKernels(SourceWriter writer) => writer.Line($$"""
        /// <summary>The row of the table for one token.</summary>
        public static void Apply(ref float token, ref float packed, ref float y) =>
            RowOps.Copy(ref y, ref Unsafe.Add(ref packed, Table + TokenRow.Of(token, {{Vocabulary}}) * {{Width}}), {{Width}});
        """);

    public override void WritePack(SourceWriter writer) =>
        writer.Line($"parameters.Slice({_embeddings.Offset}, {_embeddings.Count}).CopyTo(packed[{Class}.Table..]);");

    public override void WriteForward(SourceWriter writer)
    {
        using (writer.Block($"for (nint t = 0, steps = {Valid}.Longest; t < steps; t++)"))
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        {
            writer.Line($"{Class}.Apply(ref {TileInput.At("row", "t")}, ref packed, ref {TileOutput.At("row", "t")});");
        }
    }

    public override void WriteBackward(SourceWriter writer)
    {
        using (writer.Block($"for (nint row = 0; row < {Build.Rows}; row++)"))
        using (writer.Block($"for (nint t = 0, length = {Valid}[(int)row]; t < length; t++)"))
        {
            writer.Line($"tile.Tables[{_gradient}].Add((int){TileInput.At("row", "t")}, ref {OutputGradient.At("row", "t")});");
        }
    }

    /// <summary>A token is no number to differentiate by.</summary>
    public override void WriteInputGradient(SourceWriter writer)
    {
    }

    public override void WriteWindow(SourceWriter writer)
    {
    }

    public override void WriteStep(SourceWriter writer) => writer.Line($"{Class}.Apply(ref {StepInput.Reference}, ref packed, ref {StepOutput.Reference});");
}

using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Tokens;

/// <summary>
/// [Embedding]: the row of a table for the id in one column of the model's input, behind what embeddings before it passed on. The gradient of the table is that of
/// the rows used, in a <c>TableGradient</c>.
/// </summary>
internal sealed class EmbeddingLayer : TokenLayer
{
    private ParameterPlan _embeddings = null!;
    private int _gradient;

    private EmbeddingOptions Options => Read<EmbeddingOptions>();

    private int Vocabulary => Options.Vocabulary;

    protected override int Width => Options.Dimension;

    private bool MaskZero => Options.MaskZero;

    public override TokenPlan Tokens => new(1, Vocabulary, MaskZero);

    public override string Describe() => $"Embedding({Text.Number(Vocabulary)} × {Width}){(MaskZero ? ", zeros are padding" : "")}";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!InRange(build, "vocabulary", Vocabulary, MaskZero ? 2 : 1, 1 << 24) || !InRange(build, "dimension", Width, 1, 65_536))
        {
            return null;
        }

        if (MaskZero && Before > 0)
        {
            build.Report(
                Rules.LayerOutOfPlace, Index, "MaskZero", Spec.Kind,
                "MaskZero says which steps are padding, and that is for the first layer to say; write it there, or leave it out");
            return null;
        }

        return base.Infer(build, sequenceWanted);
    }

    protected override Operation Look(View ids, View to) => new LookUp(ids, to, Tensor("embeddings"), Vocabulary, Width, Extent);

    protected override void Reserve(Build build)
    {
        base.Reserve(build);
        _embeddings = build.Parameter(
            $"{Name}.embeddings", [Vocabulary, Width], Options.EmbeddingsInitializer, Vocabulary, Width, Width);
        Take(build, Space.Pack, "Table", _embeddings.Elements);
        _gradient = build.Table(_embeddings);
    }

    public override void WriteKernels(SourceWriter writer)
    {
        writer.Line($$"""
            /// <summary>The row of the table for one id.</summary>
            public static void Apply(ref float ids, ref float packed, ref float y) =>
                RowOps.Copy(ref y, ref Unsafe.Add(ref packed, Table + TokenRow.Of(ids, {{Vocabulary}}) * {{Width}}), {{Width}});
            """);
    }

    public override void WritePack(SourceWriter writer) =>
        writer.Line($"parameters.Slice({_embeddings.Offset}, {_embeddings.Count}).CopyTo(packed[{Class}.Table..]);");

    protected override void WriteTileApply(SourceWriter writer, string ids, string output) => WriteApply(writer, ids, output);

    protected override void WriteWindowApply(SourceWriter writer, string ids, string output) => WriteApply(writer, ids, output);

    protected override void WriteStepApply(SourceWriter writer, string ids, string output) => WriteApply(writer, ids, output);

    private void WriteApply(SourceWriter writer, string ids, string output) =>
        writer.Line($"{Class}.Apply(ref {ids}, ref packed, ref {output});");

    protected override void WriteBack(SourceWriter writer, string ids, string output, string outputGradient) =>
        writer.Line($"tile.Tables[{_gradient}].Add((int){ids}, ref {outputGradient});");
}

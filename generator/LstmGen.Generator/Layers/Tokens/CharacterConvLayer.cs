using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Kernels;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Tokens;

/// <summary>
/// [CharacterConv]: the characters of a word to one vector. The vectors of the characters lie side by side, so that four places of a word are four rows of the row kernel,
/// each one character on; the tape keeps the place of each filter's largest value and nothing else.
/// </summary>
internal sealed class CharacterConvLayer : TokenLayer, IActivated
{
    private Projection _filters = null!;
    private ParameterPlan _embeddings = null!;
    private ParameterPlan _kernel = null!;
    private ParameterPlan? _bias;
    private int _row;
    private int _tableGradient;
    private Region _places = null!;
    private Region _vectorGradient = null!;
    private (Region Vectors, Region Sums, Region Places) _work;
    private (Region Vectors, Region Sums, Region Places) _window;
    private (Region Vectors, Region Sums, Region Places) _step;
    private string _activation = "";

    private CharacterConvOptions Options => Read<CharacterConvOptions>();

    private int Vocabulary => Options.Vocabulary;

    private int Dimension => Options.Dimension;

    private int Length => Options.Length;

    private int Kernel => Options.Kernel;

    private bool UseBias => Options.UseBias;

    string IActivated.Activation => Options.Activation;

    /// <summary>Values that a filter sees at a time.</summary>
    private int Seen => Kernel * Dimension;

    private int ZerosBefore => (Kernel - 1) / 2;

    private int ZerosAfter => Kernel - 1 - ZerosBefore;

    /// <summary>Vectors of a word with the zeros around it, and as far as the row kernel reads on.</summary>
    private int Vectors => Length + Build.Rows - 1 + Kernel - 1;

    protected override int Width => Options.Filters;

    public override TokenPlan Tokens => new(Length, Vocabulary, MaskZero: false);

    public override string Describe() => $"CharacterConv({Text.Number(Vocabulary)} × {Dimension}, {Length} characters to {Width}), {Kernel} at a time{(_activation == "Linear" ? "" : $", {_activation}")}";

    public override bool ColumnsInRange(Build build) => InRange(build, "length", Length, 1, 1_024);

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        _activation = Options.Activation;
        return InRange(build, "vocabulary", Vocabulary, 1, 1 << 24) && InRange(build, "dimension", Dimension, 1, 4_096)
            && InRange(build, "filters", Width, 1, 4_096) && InRange(build, "Kernel", Kernel, 1, 32) && InWord(build)
            ? base.Infer(build, sequenceWanted)
            : null;
    }

    /// <summary>Whether a filter sees no more than a word has: what lies beyond is always zero.</summary>
    private bool InWord(Build build)
    {
        if (Kernel <= Length)
        {
            return true;
        }

        build.Report(
            Rules.ShapeDoesNotFit, Index, "Kernel", Spec.Kind,
            $"its filters see {Kernel} characters at a time{(Spec.Has("Kernel") ? "" : " unless Kernel says otherwise")}, and a word has {Length}; "
            + $"choose a Kernel of at most {Length}, or a larger length");
        return false;
    }

    protected override Operation Look(View ids, View to) => new ConvolveCharacters(
        ids, to, Tensor("embeddings"), Tensor("kernel"), FindTensor("bias"), _activation, Vocabulary, Dimension, Length, Kernel, Width, Extent);

    protected override void Reserve(Build build)
    {
        base.Reserve(build);
        _filters = new Projection("Filter", Seen, Width, UseBias);
        _row = (int)Allocator.Pad(_filters.Lanes);
        _embeddings = build.Parameter(
            $"{Name}.embeddings", [Vocabulary, Dimension], Options.EmbeddingsInitializer, Vocabulary, Dimension, Dimension);
        _kernel = build.Parameter($"{Name}.kernel", [Kernel, Dimension, Width], Options.KernelInitializer, Seen, Kernel * Width, Width);
        _bias = UseBias ? build.Parameter($"{Name}.bias", [Width], Options.BiasInitializer, Width, Width, Width) : null;

        Take(build, Space.Pack, "Table", _embeddings.Elements);
        Take(build, Space.Pack, "Pack", _filters.Length);
        Take(build, Space.Pack, "Weights", (long)Width * Seen);
        Take(build, Space.Gradient, "WeightGradient", (long)Width * Seen);
        Take(build, Space.Gradient, "BiasGradient", Width);
        _tableGradient = build.Table(_embeddings);
        (_work, _window, _step) = (Scratch(build, Space.Work, ""), Scratch(build, Space.Window, "Window"), Scratch(build, Space.Step, "Step"));
        _places = TakeTile(build, Space.Tape, "Places", Input.Steps, _row);
        _vectorGradient = Take(build, Space.Tape, "VectorGradient", (long)Vectors * Dimension);
    }

    private (Region Vectors, Region Sums, Region Places) Scratch(Build build, Space space, string prefix) =>
        (Take(build, space, $"{prefix}Vectors", (long)Vectors * Dimension), Take(build, space, $"{prefix}Sums", (long)(Length + Build.Rows - 1) * _row), Take(build, space, $"{prefix}Largest", _row));

    public override void WriteKernels(SourceWriter writer)
    {
        writer.Line($$"""
            /// <summary>The characters of one word.</summary>
            public static void Apply(ref float ids, ref float packed, ref float vectors, ref float sums, ref float y, ref float places)
            {
                int length = TokenRow.WithoutPadding({{Length}}, ref ids, 1, 0);
                CharacterRow.Embed(ref ids, length, ref Unsafe.Add(ref packed, Table), {{Vocabulary}}, {{Dimension}}, ref vectors, {{ZerosBefore}}, {{ZerosAfter}});
                for (nint place = 0; place < length; place += {{Build.Rows}})
                {
                    Filter(ref Unsafe.Add(ref vectors, place * {{Dimension}}), ref Unsafe.Add(ref packed, Pack), ref Unsafe.Add(ref sums, place * {{_row}}));
                }

                CharacterRow.Largest<{{_activation}}>(ref sums, length, {{_row}}, ref y, ref places, {{Width}});
            }

            /// <summary>From the gradient with respect to the vector of one word to the gradient of the filters and of its characters.</summary>
            public static void Backward(
                ref float ids, ref float packed, ref float vectors, ref float vectorGradient, ref float y, ref float dy, ref float places, ref float gradient, TableGradient table)
            {
                int length = TokenRow.WithoutPadding({{Length}}, ref ids, 1, 0);
                CharacterRow.Embed(ref ids, length, ref Unsafe.Add(ref packed, Table), {{Vocabulary}}, {{Dimension}}, ref vectors, {{ZerosBefore}}, {{ZerosAfter}});
                RowOps.Clear(ref vectorGradient, (length + {{Kernel - 1}}) * {{Dimension}});
                CharacterRow.Back<{{_activation}}>(
                    ref y, ref dy, ref places, {{Width}}, {{Seen}}, {{Dimension}}, ref Unsafe.Add(ref packed, Weights), ref vectors,
                    ref Unsafe.Add(ref gradient, WeightGradient), ref Unsafe.Add(ref gradient, BiasGradient), ref vectorGradient);
                for (nint i = 0; i < length; i++)
                {
                    table.Add((int)Unsafe.Add(ref ids, i), ref Unsafe.Add(ref vectorGradient, ({{ZerosBefore}} + i) * {{Dimension}}));
                }
            }

            """);
        _filters.Write(writer, Build.Rows, Dimension, _row, $"{Text.Count(Seen, "value")} to {Text.Count(Width, "filter")}, four places of a word.");
        writer.Line();
        using (writer.Block("public static void PackWeights(ReadOnlySpan<float> parameters, Span<float> packed)"))
        {
            writer.Line($"parameters.Slice({_embeddings.Offset}, {_embeddings.Count}).CopyTo(packed[Table..]);");
            _filters.WritePack(writer, "parameters", _kernel.Offset, Width, _bias?.Offset ?? 0, "packed[Pack..]");
            writer.Line($"Packing.Transpose(parameters, {_kernel.Offset}, {Width}, {Seen}, {Width}, packed[Weights..], 0, {Seen});");
        }

        writer.Line();
        using (writer.Block("public static void UnpackGradient(ReadOnlySpan<float> packed, Span<float> gradient)"))
        {
            writer.Line($"Packing.Transpose(packed[WeightGradient..], 0, {Seen}, {Width}, {Seen}, gradient, {_kernel.Offset}, {Width});");
            if (_bias is not null)
            {
                writer.Line($"packed.Slice(BiasGradient, {Width}).CopyTo(gradient[{_bias.Offset}..]);");
            }
        }
    }

    public override void WritePack(SourceWriter writer) => writer.Line($"{Class}.PackWeights(parameters, packed);");

    public override void WriteUnpack(SourceWriter writer) => writer.Line($"{Class}.UnpackGradient(packedGradient, gradient);");

    protected override void WriteTileApply(SourceWriter writer, string ids, string output) =>
        Apply(writer, ids, output, _work, $"TTape.Keep ? ref {PlacesAt} : ref {_work.Places.Reference}");

    protected override void WriteWindowApply(SourceWriter writer, string ids, string output) => Apply(writer, ids, output, _window, _window.Places.Reference);

    protected override void WriteStepApply(SourceWriter writer, string ids, string output) => Apply(writer, ids, output, _step, _step.Places.Reference);

    protected override void WriteBack(SourceWriter writer, string ids, string output, string outputGradient) => writer.Line(
        $"{Class}.Backward(ref {ids}, ref packed, ref {_work.Vectors.Reference}, ref {_vectorGradient.Reference}, ref {output}, "
        + $"ref {outputGradient}, ref {PlacesAt}, ref gradient, tile.Tables[{_tableGradient}]);");

    /// <summary>Where the tape holds the places of the word that <c>t</c> and <c>row</c> count.</summary>
    private string PlacesAt => _places.View.At("row", "t");

    private void Apply(SourceWriter writer, string ids, string output, (Region Vectors, Region Sums, Region Places) scratch, string places) => writer.Line(
        $"{Class}.Apply(ref {ids}, ref packed, ref {scratch.Vectors.Reference}, ref {scratch.Sums.Reference}, ref {output}, ref {places});");
}

using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Heads;

/// <summary>[Crf]: emissions for every step, and a linear chain over them.</summary>
internal sealed class CrfLayer : HeadLayer
{
    private ParameterPlan _start = null!;
    private ParameterPlan _end = null!;
    private ParameterPlan _transitions = null!;
    private Region _scores = null!;

    private CrfOptions Options => Read<CrfOptions>();

    protected override WeightOptions Weights => Options;

    protected override int Units => Options.Tags;

    private string Scheme => Options.Scheme;

    private EquatableArray<string> Names => Options.Names;

    private bool NamesAreSpans => Names.Count > 0 && Names.All(name => name == "O" || name.Length > 2 && name[1] == '-' && "BIES".IndexOf(name[0]) >= 0);

    public override bool NeedsSequence => true;

    public override bool CanStep => false;

    public override int TargetSize => Output.Steps;

    public override string DefaultLoss => "new HeadLoss(\"CRF negative log-likelihood\", tagsSteps: true)";

    public override string TakesLoss => "loss == DefaultLoss";

    public override string BadTarget => $"LinearChainCrf.DescribeBadTarget({Units}, {Class}.Constraints, target[..steps])";

    public override bool HasOwnLoss => true;

    public override IEnumerable<Ability> Abilities =>
    [
        new Ability(
            "ITagger",
            Ability.Constant("int", "ITagger", "Tags", Text.Of(Units)),
            Ability.Constant("global::System.Collections.Generic.IReadOnlyList<string>", "ITagger", "TagNames", $"[{string.Join(", ", Names.Select(Text.Quoted))}]"),
            Ability.Constant("bool", "ITagger", "TagsSpans", NamesAreSpans ? "true" : "false"),
            $"int global::LstmGen.Runtime.IChain.Scores => {_scores.Offset.ToString(Text.Invariant)};"),
    ];

    // As LinearChainCrf has them.
    private int Stride => (Units + 7) / 8 * 8;

    private int ScoresLength => (2 * Units + 2) * Stride;

    private int ScoreGradientLength => (Units + 2) * Stride;

    private int ChainLength => (3 * Output.Steps + 4) * Stride;

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!Input.IsSequence)
        {
            build.Report(Rules.ShapeDoesNotFit, Index, "", Spec.Kind, $"it tags the steps of a sequence, and the layer before it passes on one vector of {Input.Width} values");
            return null;
        }

        if (!InRange(build, "tags", Units, 1, 1_024))
        {
            return null;
        }

        if (Problem() is { } problem)
        {
            build.Report(Rules.LayerOutOfPlace, Index, "Names", Spec.Kind, problem);
            return null;
        }

        return base.Infer(build, sequenceWanted);
    }

    private string? Problem()
    {
        if (Names.Count > 0 && Names.Count != Units)
        {
            return $"it has {Text.Count(Units, "tag")} and {Text.Count(Names.Count, "name")}; write one name for each tag";
        }

        if (Scheme == "None")
        {
            return null;
        }

        if (Names.Count == 0)
        {
            return $"Scheme = ChunkScheme.{Scheme} needs the names of the tags; write Names = [\"O\", \"B-PER\", \"I-PER\"]";
        }

        string parts = Scheme == "Bio" ? "BI" : "BIES";
        foreach (string name in Names)
        {
            if (name != "O" && (name.Length < 3 || name[1] != '-' || parts.IndexOf(name[0]) < 0))
            {
                return $"the name '{name}' is neither O nor one of {string.Join(", ", parts.Select(part => $"{part}-…"))}";
            }

            if (name != "O" && name[0] is 'I' or 'E' && !Names.Contains("B-" + name.Substring(2)))
            {
                return $"there is a tag '{name}' and no 'B-{name.Substring(2)}'";
            }

            if (Scheme == "Bioes" && name != "O" && name[0] is 'B' or 'I' && !Names.Contains("E-" + name.Substring(2)))
            {
                return $"there is a tag '{name}' and no 'E-{name.Substring(2)}'";
            }
        }

        return Names.Distinct().Count() == Names.Count ? null : "a name comes twice";
    }

    protected override void Reserve(Build build)
    {
        base.Reserve(build);
        _start = build.Parameter($"{Name}.start", [Units], "Zeros", Units, Units, Units);
        _end = build.Parameter($"{Name}.end", [Units], "Zeros", Units, Units, Units);
        _transitions = build.Parameter($"{Name}.transitions", [Units, Units], "Zeros", Units, Units, Units);
        _scores = Take(build, Space.Pack, "Scores", ScoresLength);
        Take(build, Space.Gradient, "ScoreGradient", ScoreGradientLength);
        Take(build, Space.Work, "Chain", ChainLength);
    }

    public override void WriteKernels(SourceWriter writer)
    {
        base.WriteKernels(writer);
        string names = string.Join(", ", Names.Select(Text.Quoted));
        writer.Line($$"""

            public static readonly global::LstmGen.Decoding.TagConstraints? Constraints = {{(Scheme == "None" ? "null" : $"global::LstmGen.Decoding.TagScheme.{Scheme}([{names}])")}};

            public static void PackScores(ReadOnlySpan<float> parameters, Span<float> packed) => LinearChainCrf.Pack(
                parameters.Slice({{_start.Offset}}, {{Units}}), parameters.Slice({{_end.Offset}}, {{Units}}), parameters.Slice({{_transitions.Offset}}, {{Units * Units}}),
                Constraints, packed.Slice(Scores, {{ScoresLength}}));

            public static void UnpackScores(ReadOnlySpan<float> packed, Span<float> gradient) => LinearChainCrf.Unpack(
                packed.Slice(ScoreGradient, {{ScoreGradientLength}}),
                gradient.Slice({{_start.Offset}}, {{Units}}), gradient.Slice({{_end.Offset}}, {{Units}}), gradient.Slice({{_transitions.Offset}}, {{Units * Units}}));

            /// <summary>The negative log-likelihood of each real row's tags.</summary>
            public static void Loss(in Tile tile, in RowLengths valid, ReadOnlySpan<float> targets, Span<float> rowLosses)
            {
                Span<float> scoreGradient = tile.PackedGradient.IsEmpty ? default : tile.PackedGradient.Slice(ScoreGradient, {{ScoreGradientLength}});
                for (int row = 0; row < tile.Rows; row++)
                {
                    int length = valid[row] * {{Units}};
                    bool possible = LinearChainCrf.TryLoss(
                        {{Units}}, tile.Packed.Slice(Scores, {{ScoresLength}}), tile.Outputs.Slice(row * {{Output.Steps * Units}}, length),
                        targets.Slice(row * {{Output.Steps}}, valid[row]), tile.OutputGradients.Slice(row * {{Output.Steps * Units}}, length),
                        tile.RowScales.IsEmpty ? 1f : tile.RowScales[row], scoreGradient, tile.Workspace.Slice(Chain, {{ChainLength}}), out rowLosses[row]);
                    if (!possible)
                    {
                        throw new ArgumentException("The network gives the tags of a window no probability at all; its parameters or inputs are too large.", "targets");
                    }
                }
            }
            """);
    }

    public override void WritePack(SourceWriter writer)
    {
        base.WritePack(writer);
        writer.Line($"{Class}.PackScores(parameters, packed);");
    }

    public override void WriteUnpack(SourceWriter writer)
    {
        base.WriteUnpack(writer);
        writer.Line($"{Class}.UnpackScores(packedGradient, gradient);");
    }

    public override void WriteLoss(SourceWriter writer) => writer.Line($"{Class}.Loss(tile, {Valid}, targets, rowLosses);");
}

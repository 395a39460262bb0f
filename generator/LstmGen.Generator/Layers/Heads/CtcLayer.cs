using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Heads;

/// <summary>[Ctc]: symbols for every step, and the likelihood of labels over all their alignments.</summary>
internal sealed class CtcLayer : HeadLayer
{

    private CtcOptions Options => Read<CtcOptions>();

    protected override WeightOptions Weights => Options;

    protected override int Units => Options.Symbols;

    private int MaximumLabels => Options.MaximumLabels;

    private string Blank => $"global::LstmGen.Blank.{Options.Blank}";

    public override bool NeedsSequence => true;

    public override int TargetSize => MaximumLabels;

    public override string DefaultLoss => "new HeadLoss(\"CTC negative log-likelihood\")";

    public override string TakesLoss => "loss == DefaultLoss";

    public override string BadTarget => $"CtcRow.DescribeBadTarget({Units}, {Blank}, target, {(Options.SkipImpossible ? "int.MaxValue" : "steps")})";

    public override bool HasOwnLoss => true;

    public override string Finish => $"SoftmaxRow.Rows({Units}, output)";

    public override IEnumerable<Ability> Abilities =>
    [
        new Ability(
            "ITranscriber",
            Ability.Constant("int", "ITranscriber", "Symbols", Text.Of(Units)),
            Ability.Constant("global::LstmGen.Blank", "ITranscriber", "Blank", Blank)),
    ];

    // As CtcRow has it.
    private long WorkspaceLength => (3L * Output.Steps + 4) * ((2L * MaximumLabels + 1 + 7) / 8 * 8 + 8);

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!Input.IsSequence)
        {
            build.Report(Rules.ShapeDoesNotFit, Index, "", Spec.Kind, $"it reads the steps of a sequence, and the layer before it passes on one vector of {Input.Width} values");
            return null;
        }

        return InRange(build, "symbols", Units, 2, 65_536) && InRange(build, "MaximumLabels", MaximumLabels, 1, Input.Steps)
            ? base.Infer(build, sequenceWanted)
            : null;
    }

    protected override void Reserve(Build build)
    {
        base.Reserve(build);
        Take(build, Space.Work, "Alignments", WorkspaceLength);
    }

    public override void WriteKernels(SourceWriter writer)
    {
        base.WriteKernels(writer);
        string impossible = Options.SkipImpossible
            ? "rowLosses[row] = 0f;"
            : "throw new ArgumentException(\"The network gives the labels of a window no probability at all; its parameters or inputs are too large.\", \"targets\");";
        writer.Line($$"""

            /// <summary>The negative log-likelihood of each real row's labels.</summary>
            public static void Loss(in Tile tile, in RowLengths valid, ReadOnlySpan<float> targets, Span<float> rowLosses)
            {
                for (int row = 0; row < tile.Rows; row++)
                {
                    ReadOnlySpan<float> labels = CtcRow.Labels(targets.Slice(row * {{MaximumLabels}}, {{MaximumLabels}}));
                    int length = valid[row] * {{Units}};
                    if (!CtcRow.TryLoss(
                        {{Units}}, {{Blank}}, tile.Outputs.Slice(row * {{Output.Steps * Units}}, length), labels,
                        tile.OutputGradients.Slice(row * {{Output.Steps * Units}}, length), tile.Workspace.Slice(Alignments, {{WorkspaceLength}}), out rowLosses[row]))
                    {
                        {{impossible}}
                    }
                }
            }
            """);
    }

    public override void WriteLoss(SourceWriter writer) => writer.Line($"{Class}.Loss(tile, {Valid}, targets, rowLosses);");
}

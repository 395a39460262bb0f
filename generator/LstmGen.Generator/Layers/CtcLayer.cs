using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emission;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[Ctc]: symbols for every step, and the likelihood of labels over all their alignments.</summary>
internal sealed class CtcLayer : HeadLayer
{
    private int _alignments;

    protected override int Units => Spec.Int("symbols");

    private int MaximumLabels => Spec.Int("MaximumLabels");

    private string Blank => $"global::LstmGen.Blank.{Spec.Name("Blank", "First")}";

    public override bool NeedsSequence => true;

    public override int TargetSize => MaximumLabels;

    public override string DefaultLoss => "new HeadLoss(\"CTC negative log-likelihood\")";

    public override string TakesLoss => "loss == DefaultLoss";

    public override string BadTarget => $"CtcRow.DescribeBadTarget({Units}, {Blank}, target, {(Spec.Bool("SkipImpossible") ? "int.MaxValue" : "steps")})";

    public override bool HasOwnLoss => true;

    public override string Finish => $"SoftmaxRow.Rows({Units}, output)";

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
        _alignments = build.Work.Take(WorkspaceLength);
    }

    public override void WriteKernels(SourceWriter writer)
    {
        base.WriteKernels(writer);
        string impossible = Spec.Bool("SkipImpossible")
            ? "rowLosses[row] = 0f;"
            : "throw new ArgumentException(\"The network gives the labels of a window no probability at all; its parameters or inputs are too large.\", \"targets\");";
        writer.Line($$"""

            // Room to work in.
            private const int Alignments = {{_alignments}};

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

    public override void WriteMembers(SourceWriter writer, string kernels)
    {
        const string errors = """
            /// <exception cref="global::System.ArgumentException">A span has another length, or is too short for the labels.</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The length is out of its range.</exception>
            """;
        Member(writer, $"""
            /// <summary>The labels of the likeliest alignment. Allocates nothing after the first call; any number of threads may call it at once.</summary>
            /// <param name="window">As for Predict.</param>
            /// <param name="labels">Receives the labels; room for {Text.Number(Output.Steps)}.</param>
            /// <returns>How many labels there are.</returns>
            /// <exception cref="global::System.ArgumentException">A span has another length, or is too short for the labels.</exception>
            """, $"int Transcribe({Floats} window, global::System.Span<int> labels)", $"base.TranscribeWindow(window, base.Description.LookBack, {Units}, {Blank}, labels)");
        Member(writer, $"""
            /// <summary>The labels of the likeliest alignment of the valid steps. Allocates nothing after the first call; any number of threads may call it at once.</summary>
            /// <param name="window">As for Predict.</param>
            /// <param name="length">Valid steps.</param>
            /// <param name="labels">Receives the labels; room for {Text.Number(Output.Steps)}.</param>
            /// <returns>How many labels there are.</returns>
            {errors}
            """, $"int Transcribe({Floats} window, int length, global::System.Span<int> labels)", $"base.TranscribeWindow(window, length, {Units}, {Blank}, labels)");
        Member(writer, $"""
            /// <summary>The likeliest labels by prefix beam search; the decoder then holds them, best first.</summary>
            /// <param name="window">As for Predict.</param>
            /// <param name="decoder">Made by CreateBeamDecoder; one thread at a time.</param>
            /// <returns>How many sequences of labels it holds.</returns>
            /// <exception cref="global::System.ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
            """, $"int Transcribe({Floats} window, global::LstmGen.CtcBeamDecoder decoder)", $"base.TranscribeWindow(window, base.Description.LookBack, {Blank}, decoder)");
        Member(writer, $"""
            /// <summary>The likeliest labels by prefix beam search; the decoder then holds them, best first.</summary>
            /// <param name="window">As for Predict.</param>
            /// <param name="length">Valid steps.</param>
            /// <param name="decoder">Made by CreateBeamDecoder; one thread at a time.</param>
            /// <returns>How many sequences of labels it holds.</returns>
            {errors}
            """, $"int Transcribe({Floats} window, int length, global::LstmGen.CtcBeamDecoder decoder)", $"base.TranscribeWindow(window, length, {Blank}, decoder)");
        Member(writer, $"""
            /// <summary>A decoder for Transcribe: prefix beam search over {Text.Count(Units, "symbol")} and {Text.Count(Output.Steps, "step")}.</summary>
            /// <param name="width">Sequences of labels kept from step to step, at least 1.</param>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The width is below 1.</exception>
            """, "global::LstmGen.CtcBeamDecoder CreateBeamDecoder(int width)", $"new({Units}, {Output.Steps}, width, {Blank})");
        WriteEvaluation(
            writer, "Labels read beside the true ones, over windows: the edits between them, and the windows without any.",
            "/// <param name=\"beamWidth\">Of the prefix beam search, at least 1; 1 reads the likeliest alignment.</param>",
            "global::LstmGen.TranscriptionReport EvaluateTranscripts(global::LstmGen.WindowDataset windows, int beamWidth = 1",
            $"base.EvaluateTranscriptsOf(windows, {Blank}, beamWidth, maxDegreeOfParallelism)");
        WriteWarmupTarget(writer, "global::LstmGen.SequenceModel.NoLabels(target)");
    }
}

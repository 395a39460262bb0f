using System.Globalization;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emission;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[Sigmoid]: labels that do not exclude each other, for the vector or for every step; binary cross-entropy from logits.</summary>
internal sealed class SigmoidLayer : HeadLayer
{
    protected override int Units => Spec.Int("labels");

    private double Smoothing => Spec.Double("LabelSmoothing");

    public override string DefaultLoss => $"new BinaryCrossEntropy({LossArguments("PositiveWeights", "positiveWeights")})";

    public override string TakesLoss => $"loss is BinaryCrossEntropy {{ PositiveWeights.Length: 0 or {Units} }}";

    public override string Finish => "SoftmaxRow.Sigmoids(output, output)";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!(Smoothing >= 0 && Smoothing < 1))
        {
            build.Report(Rules.RateOutOfRange, Index, "LabelSmoothing", "LabelSmoothing", Smoothing.ToString("R", CultureInfo.InvariantCulture));
            return null;
        }

        return InRange(build, "labels", Units, 1, 65_536) && WeightsFit(build, "PositiveWeights", "label") ? base.Infer(build, sequenceWanted) : null;
    }

    public override void WriteMembers(SourceWriter writer, string kernels)
    {
        if (Output.Steps == 1 && Units == 1)
        {
            WriteOne(writer);
        }

        const string one = "/// <param name=\"threshold\">A label is there where its probability is greater: 0 to 1.</param>";
        string each = $"/// <param name=\"thresholds\">{(Units == 1 ? "The threshold of the label" : $"For each of the {Units} labels its own threshold")}, 0 to 1.</param>";
        string labels = Output.IsSequence
            ? $"/// <param name=\"labels\">Receives {Text.Count(Output.Steps, "step")} × {Text.Count(Units, "label")}, or those of the valid steps; false past the length.</param>"
            : $"/// <param name=\"labels\">Receives {Text.Count(Units, "label")}.</param>";
        const string span = "global::System.Span<bool> labels";
        InBothForms(writer, $"{labels}\n{one}", $"{span}, float threshold = 0.5f", "threshold, labels");
        InBothForms(writer, $"{each}\n{labels}", $"{Floats} thresholds, {span}", "thresholds, labels");
        WriteEvaluations(writer);
    }

    private void InBothForms(SourceWriter writer, string parameters, string signature, string arguments)
    {
        const string summary = "Which labels are there: those whose probability is above a threshold.";
        const string errors = """
            /// <exception cref="global::System.ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException">A threshold is out of its range.</exception>
            """;
        Member(writer, $"""
            /// <summary>{summary}{AllocatesNothing}</summary>
            /// <param name="window">As for Predict.</param>
            {parameters}
            {errors}
            """, $"void PredictLabels({Floats} window, {signature})", $"base.LabelWindow(window, base.Description.LookBack, {arguments})");
        Member(writer, $"""
            /// <summary>{summary}</summary>
            /// <param name="window">As for Predict.</param>
            /// <param name="length">Valid steps.</param>
            {parameters}
            {errors.Replace("A threshold", "A threshold or the length")}
            """, $"void PredictLabels({Floats} window, int length, {signature})", $"base.LabelWindow(window, length, {arguments})");
    }

    private void WriteEvaluations(SourceWriter writer)
    {
        const string names = "global::System.Collections.Generic.IReadOnlyList<string>? names = null";
        const string metrics = "global::LstmGen.MultiLabelMetrics";
        const string summary = "Labels predicted beside the true ones, over windows: precision, recall and F1 of each label, exact matches, ROC AUC.";
        string named = $"/// <param name=\"names\">What tables call the {Text.Count(Units, "label")}; null for their numbers.</param>";
        WriteEvaluation(
            writer, summary, $"/// <param name=\"threshold\">A label is predicted where its probability is greater.</param>\n{named}",
            $"{metrics} EvaluateLabels(global::LstmGen.WindowDataset windows, float threshold = 0.5f, {names}",
            $"base.EvaluateLabelsOf(windows, new {metrics}({Units}, threshold, names), maxDegreeOfParallelism)");
        WriteEvaluation(
            writer, summary, $"/// <param name=\"thresholds\">For each label its own.</param>\n{named}",
            $"{metrics} EvaluateLabels(global::LstmGen.WindowDataset windows, {Floats} thresholds, {names}",
            $"base.EvaluateLabelsOf(windows, new {metrics}(thresholds, names), maxDegreeOfParallelism)");
        Member(writer, """
            /// <summary>The head's loss with weights that give both sides of every label the same share of it: targets without it / targets with it. For FitOptions.Loss.</summary>
            /// <param name="windows">Those to train on; of their targets those count that the loss counts.</param>
            /// <exception cref="global::System.ArgumentException">The windows do not fit the model, or a target is none.</exception>
            """, "global::LstmGen.BinaryCrossEntropy BalancedLoss(global::LstmGen.WindowDataset windows)", "base.BalancedBinaryCrossEntropy(windows)");
    }

    private void WriteOne(SourceWriter writer)
    {
        const string summary = "Whether the label is there: whether its probability is above a threshold.";
        const string rest = """
            /// <param name="threshold">0 to 1.</param>
            /// <exception cref="global::System.ArgumentException">The span has another length, or a value in the valid steps is NaN or infinite.</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException">A number is out of its range.</exception>
            """;
        Member(writer, $"""
            /// <summary>{summary}{AllocatesNothing}</summary>
            /// <param name="window">As for Predict.</param>
            {rest}
            """, $"bool PredictLabel({Floats} window, float threshold = 0.5f)", "base.LabelOf(window, base.Description.LookBack, threshold)");
        Member(writer, $"""
            /// <summary>{summary}</summary>
            /// <param name="window">As for Predict.</param>
            /// <param name="length">Valid steps.</param>
            {rest}
            """, $"bool PredictLabel({Floats} window, int length, float threshold = 0.5f)", "base.LabelOf(window, length, threshold)");
    }
}

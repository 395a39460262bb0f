using System.Globalization;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emission;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>[Softmax]: one of several classes, for the vector or for every step; cross-entropy from logits.</summary>
internal sealed class SoftmaxLayer : HeadLayer
{
    protected override int Units => Spec.Int("classes");

    public int Classes => Units;

    private double Smoothing => Spec.Double("LabelSmoothing");

    public override int Choices => Units;

    public override int TargetSize => Output.Steps;

    public override string DefaultLoss => LossArguments("ClassWeights", "classWeights") is { Length: > 0 } arguments
        ? $"new CrossEntropy({Units}, {arguments})"
        : $"new CrossEntropy({Units})";

    public override string TakesLoss => $"loss is CrossEntropy {{ Classes: {Units} }}";

    public override string Finish => $"SoftmaxRow.Rows({Units}, output)";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (!(Smoothing >= 0 && Smoothing < 1))
        {
            build.Report(Rules.RateOutOfRange, Index, "LabelSmoothing", "LabelSmoothing", Smoothing.ToString("R", CultureInfo.InvariantCulture));
            return null;
        }

        return InRange(build, "classes", Units, 2, 65_536) && WeightsFit(build, "ClassWeights", "class") ? base.Infer(build, sequenceWanted) : null;
    }

    public override void WriteMembers(SourceWriter writer, string kernels)
    {
        if (Decoder is not null)
        {
            return;
        }

        WriteEvaluation(
            writer, "Classes predicted beside the true ones, over windows: accuracy, precision, recall and F1 of each class, confusion matrix, ROC AUC.",
            $"/// <param name=\"names\">What tables call the {Text.Count(Units, "class")}; null for their numbers.</param>",
            "global::LstmGen.ClassificationReport EvaluateClasses(global::LstmGen.WindowDataset windows, global::System.Collections.Generic.IReadOnlyList<string>? names = null",
            "base.EvaluateClassesOf(windows, names, maxDegreeOfParallelism)");
        Member(writer, """
            /// <summary>The head's loss with weights that give every class the same share of it: all targets / (classes · targets of the class). For FitOptions.Loss.</summary>
            /// <param name="windows">Those to train on; of their targets those count that the loss counts.</param>
            /// <exception cref="global::System.ArgumentException">The windows do not fit the model, or a target is none.</exception>
            """, "global::LstmGen.CrossEntropy BalancedLoss(global::LstmGen.WindowDataset windows)", "base.BalancedCrossEntropy(windows)");
        if (Output.IsSequence)
        {
            Member(writer, $"""
                /// <summary>The most probable class of every step. Allocates nothing after the first call; any number of threads may call it at once.</summary>
                /// <param name="window">As for Predict.</param>
                /// <param name="classes">Receives {Text.Count(Output.Steps, "class")}, each 0 to {Units - 1}.</param>
                /// <exception cref="global::System.ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
                """, $"void Classify({Floats} window, global::System.Span<int> classes)", "base.ClassifySteps(window, base.Description.LookBack, classes)");
            Member(writer, $"""
                /// <summary>The most probable class of every valid step, and −1 past them.</summary>
                /// <param name="window">As for Predict.</param>
                /// <param name="length">Valid steps.</param>
                /// <param name="classes">Receives {Text.Count(Output.Steps, "class")}, or one for each valid step.</param>
                /// <exception cref="global::System.ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
                /// <exception cref="global::System.ArgumentOutOfRangeException">The length is out of its range.</exception>
                """, $"void Classify({Floats} window, int length, global::System.Span<int> classes)", "base.ClassifySteps(window, length, classes)");
            WriteStepsTopK(writer);
            return;
        }

        Member(writer, $"""
            /// <summary>The most probable class of a window, 0 to {Units - 1}. Allocates nothing after the first call; any number of threads may call it at once.</summary>
            /// <param name="window">As for Predict.</param>
            /// <exception cref="global::System.ArgumentException">The span has another length, or a value in the valid steps is NaN or infinite.</exception>
            """, $"int Classify({Floats} window)", "base.ClassifyWindow(window, base.Description.LookBack)");
        Member(writer, $"""
            /// <summary>The most probable class of a window of so many valid steps.</summary>
            /// <param name="window">As for Predict.</param>
            /// <param name="length">Valid steps.</param>
            /// <exception cref="global::System.ArgumentException">The span has another length, or a value in the valid steps is NaN or infinite.</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The length is out of its range.</exception>
            """, $"int Classify({Floats} window, int length)", "base.ClassifyWindow(window, length)");
        WriteTopK(
            writer, "The most probable classes of a window with their probabilities, best first.",
            $"/// <param name=\"classes\">Receives as many classes as it has room for, 1 to {Units}; among equals the lower number first.</param>",
            "/// <param name=\"probabilities\">Receives their probabilities; as long.</param>", "", "ClassifyTop", "classes, probabilities");
    }

    private void WriteStepsTopK(SourceWriter writer) => WriteTopK(
        writer, "The k most probable classes of every valid step with their probabilities, best first.",
        $"""
        /// <param name="k">Classes of a step, 1 to {Units}.</param>
        /// <param name="classes">Receives {Text.Count(Output.Steps, "step")} × k classes, or those of the valid steps; among equals the lower number first, and −1 past the length.</param>
        """,
        "/// <param name=\"probabilities\">Receives their probabilities, 0 past the length; as long.</param>", "int k, ", "ClassifyTopSteps", "k, classes, probabilities");

    /// <summary>For a whole window, and for one of so many valid steps.</summary>
    private void WriteTopK(SourceWriter writer, string summary, string classes, string probabilities, string k, string method, string arguments)
    {
        string spans = $"{k}global::System.Span<int> classes, global::System.Span<float> probabilities";
        Member(writer, $"""
            /// <summary>{summary}{AllocatesNothing}</summary>
            /// <param name="window">As for Predict.</param>
            {classes}
            {probabilities}
            /// <exception cref="global::System.ArgumentException">A span has another length{(k.Length > 0 ? ", or k is out of its range" : "")}.</exception>
            """, $"void ClassifyTopK({Floats} window, {spans})", $"base.{method}(window, base.Description.LookBack, {arguments})");
        Member(writer, $"""
            /// <summary>{summary}</summary>
            /// <param name="window">As for Predict.</param>
            /// <param name="length">Valid steps.</param>
            {classes}
            {probabilities}
            /// <exception cref="global::System.ArgumentException">A span has another length{(k.Length > 0 ? ", or k is out of its range" : "")}.</exception>
            /// <exception cref="global::System.ArgumentOutOfRangeException">The length is out of its range.</exception>
            """, $"void ClassifyTopK({Floats} window, int length, {spans})", $"base.{method}(window, length, {arguments})");
    }
}

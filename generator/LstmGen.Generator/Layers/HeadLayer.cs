using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emission;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>
/// The base of heads whose answer is classes: a dense projection of what comes in to scores, on a vector or on every step, a loss over the
/// scores, and a way from scores to the answer.
/// </summary>
internal abstract class HeadLayer : DenseLayer
{
    protected const string Floats = "global::System.ReadOnlySpan<float>";
    private const string WindowAndLength = Floats + " window, int length";
    protected const string AllocatesNothing = " Allocates nothing after the first call; any number of threads may call it at once.";

    public override bool IsHead => true;

    public override bool ScalesOutputs => false;

    public override string Describe() => $"{Spec.Kind}({Units}){(Input.IsSequence ? ", on every step" : "")}";

    /// <summary>Refuses weights of a loss that are not one for each class or label, from 0 on.</summary>
    protected bool WeightsFit(Build build, string option, string noun)
    {
        EquatableArray<double> weights = Spec.Numbers(option);
        if (weights.Count == 0)
        {
            return true;
        }

        int bad = weights.TakeWhile(weight => weight >= 0 && weight <= float.MaxValue).Count();
        string? problem = weights.Count != Units ? $"there are {Text.Count(Units, noun)} and {Text.Count(weights.Count, "number")}"
            : bad < weights.Count ? $"number {bad + 1} is {weights[bad].ToString("R", Text.Invariant)}"
            : weights.All(weight => (float)weight == 0) ? "all numbers are 0"
            : null;
        if (problem is null)
        {
            return true;
        }

        build.Report(Rules.WeightsDoNotFit, Index, option, option, problem);
        return false;
    }

    /// <summary>The arguments of a loss that are not at their defaults.</summary>
    protected string LossArguments(string option, string parameter)
    {
        List<string> arguments = [];
        EquatableArray<double> weights = Spec.Numbers(option);
        if (weights.Count > 0)
        {
            arguments.Add($"{parameter}: [{string.Join(", ", weights.Select(weight => Text.Literal((float)weight)))}]");
        }

        if (Spec.Double("LabelSmoothing") is not 0 and var smoothing)
        {
            arguments.Add($"labelSmoothing: {Text.Literal((float)smoothing)}");
        }

        return string.Join(", ", arguments);
    }

    /// <summary>
    /// Adds a public member to the user's class; the work is done in the base class. One that takes <c>window</c> and <c>length</c> comes once more where the model
    /// reads token ids: it takes those, and their number is the length.
    /// </summary>
    protected void Member(SourceWriter writer, string documentation, string signature, string body)
    {
        writer.Line();
        writer.Line(documentation);
        writer.Line($"public {signature} => {body};");
        if (TokenInput is { } input && signature.Contains(WindowAndLength))
        {
            string[] lines = documentation.Replace("\r", "").Split('\n');
            string parameters = string.Join("\n", lines.Where(line =>
                line.Contains("<param name") && !line.Contains("\"window\"") && !line.Contains("\"length\"") || line.Contains("<returns>")));
            TokenMembers.WriteWindow(
                writer, input, lines[0].Replace("/// <summary>", "").Replace("</summary>", "").Replace(AllocatesNothing, ""), parameters,
                signature.Substring(0, signature.IndexOf('(')), signature.Substring(signature.IndexOf(WindowAndLength, StringComparison.Ordinal) + WindowAndLength.Length).TrimEnd(')'),
                $"{(signature.StartsWith("void ", StringComparison.Ordinal) ? "" : "return ")}{body.Replace("window, length", "window.Values, window.Length")};");
        }
    }

    /// <summary>Adds the member that makes a target where zeros are none: an expression of <c>window</c> and <c>target</c>, true if there is one.</summary>
    protected static void WriteWarmupTarget(SourceWriter writer, string expression) => writer.Line($"""

        /// <inheritdoc/>
        protected override bool WarmupTarget({Floats} window, global::System.Span<float> target) => {expression};
        """);

    /// <summary>Adds the member that measures the head on windows.</summary>
    protected static void WriteEvaluation(SourceWriter writer, string summary, string parameters, string signature, string body)
    {
        writer.Line();
        writer.Line($"""
            /// <summary>{summary}</summary>
            /// <param name="windows">Of this model's look-back and features, raw, with targets as for Fit.</param>
            {parameters}
            /// <param name="maxDegreeOfParallelism">The most threads to use, or −1 for all. It changes no bit of the result.</param>
            /// <exception cref="global::System.ArgumentException">The windows do not fit the model, or a target is none.</exception>
            public {signature}, int maxDegreeOfParallelism = -1) => {body};
            """);
    }

    /// <summary>The model's input, where it is token ids.</summary>
    private Shape? TokenInput
    {
        get
        {
            Layer first = this;
            while (first.Previous is { } previous)
            {
                first = previous;
            }

            return first.Tokens is null ? null : first.ModelInput;
        }
    }
}

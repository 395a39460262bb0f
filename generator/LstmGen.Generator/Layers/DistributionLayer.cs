using LstmGen.Generator.Emission;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers;

/// <summary>The base of heads whose answer is a distribution: several outputs for each target, scaled back to raw units, with intervals and sampled paths.</summary>
internal abstract class DistributionLayer : HeadLayer
{
    private const string Values = "global::System.Span<float>";
    private const string Errors = """
        /// <exception cref="global::System.ArgumentException">A span has another length, or a value in the valid steps is NaN or infinite.</exception>
        /// <exception cref="global::System.ArgumentOutOfRangeException">A number is out of its range.</exception>
        """;

    private int _distribution;

    /// <summary>Outputs of each target.</summary>
    protected abstract int PerTarget { get; }

    /// <summary>The row class of the runtime, and what it wants to know beside the values.</summary>
    protected abstract (string Class, string Argument) Row { get; }

    protected int Targets => Spec.Int("Targets", 1);

    protected override int Units => Targets * PerTarget;

    public override bool ScalesOutputs => true;

    public override bool HasOwnLoss => true;

    public override int TargetSize => Output.Steps * Targets;

    public override string Finish => $"{Row.Class}.Outputs({Row.Argument}, output, output)";

    /// <summary>The values of all targets, for documentation.</summary>
    protected string TargetsText => Output.IsSequence ? $"{Text.Count(Output.Steps, "step")} × {Text.Count(Targets, "value")}" : Text.Count(Targets, "value");

    protected override Shape? Infer(Build build, bool sequenceWanted) =>
        InRange(build, "Targets", Targets, 1, 4_096) ? base.Infer(build, sequenceWanted) : null;

    protected override void Reserve(Build build)
    {
        base.Reserve(build);
        _distribution = build.Work.Take(2L * Output.Steps * Units);
    }

    public override void WriteKernels(SourceWriter writer)
    {
        base.WriteKernels(writer);
        int size = Output.Steps * Units;
        string length = Output.IsSequence ? $"valid[row] * {Units}" : $"{Units}";
        writer.Line($$"""

            // Room to work in.
            private const int Distribution = {{_distribution}};

            /// <summary>The loss of each real row by what the network puts out.</summary>
            public static void Loss(Loss loss, in Tile tile,{{(Output.IsSequence ? " in RowLengths valid," : "")}} ReadOnlySpan<float> targets, Span<float> rowLosses)
            {
                for (int row = 0; row < tile.Rows; row++)
                {
                    int length = {{length}};
                    rowLosses[row] = {{Row.Class}}.Loss(
                        loss, {{Row.Argument}}, tile.Outputs.Slice(row * {{size}}, length), targets.Slice(row * {{TargetSize}}, length / {{PerTarget}}),
                        tile.OutputGradients.Slice(row * {{size}}, length), tile.Workspace.Slice(Distribution, {{2 * size}}));
                }
            }
            """);
    }

    public override void WriteLoss(SourceWriter writer) =>
        writer.Line($"{Class}.Loss(loss, tile,{(Output.IsSequence ? $" {Valid}," : "")} targets, rowLosses);");

    public override void WriteMembers(SourceWriter writer, string kernels)
    {
        WriteOwnMembers(writer);
        InBothForms(writer, $"""
            /// <summary>The value below which each target lies with a probability.</summary>
            /// <param name="window">As for Predict.</param>[length]
            /// <param name="probability">Above 0 and below 1.</param>
            /// <param name="values">Receives {TargetsText}.</param>
            {Errors}
            """, "PredictQuantile", $"double probability, {Values} values", "WindowQuantile", "probability, values");
        InBothForms(writer, $"""
            /// <summary>The interval in which each target lies with a probability: as likely below it as above.</summary>
            /// <param name="window">As for Predict.</param>[length]
            /// <param name="level">The probability, above 0 and below 1.</param>
            /// <param name="lower">Receives {TargetsText}.</param>
            /// <param name="upper">Receives {TargetsText}.</param>
            {Errors}
            """, "PredictInterval", $"double level, {Values} lower, {Values} upper", "WindowInterval", "level, lower, upper");
        if (!Output.IsSequence)
        {
            WriteForecasts(writer);
        }
    }

    /// <summary>The head's own prediction call.</summary>
    protected abstract void WriteOwnMembers(SourceWriter writer);

    /// <summary>A member for a whole window, and one for a window of so many valid steps.</summary>
    protected void InBothForms(SourceWriter writer, string documentation, string name, string parameters, string method, string arguments)
    {
        Member(writer, documentation.Replace("[length]", ""), $"void {name}({Floats} window, {parameters})", $"base.{method}(window, base.Description.LookBack, {arguments})");
        Member(
            writer, documentation.Replace("[length]", "\n/// <param name=\"length\">Valid steps.</param>"),
            $"void {name}({Floats} window, int length, {parameters})", $"base.{method}(window, length, {arguments})");
    }

    private void WriteForecasts(SourceWriter writer)
    {
        const string how = """
            /// <remarks>
            /// The first horizon is what the model predicts. Beyond it paths are sampled: the next values are drawn from the distributions predicted, each by
            /// itself, and fed back; the quantiles of the paths are the forecast. The same seed gives the same bits. Allocates nothing after the first call.
            /// </remarks>
            """;
        const string history = "/// <param name=\"history\">As for Forecast.</param>";
        const string rest = """
            /// <param name="knownFuture">As for Forecast; empty where no column is known ahead.</param>
            /// <param name="paths">Paths to sample, at least 1.</param>
            /// <param name="seed">Of the samples; null for the model's.</param>
            """;
        const string errors = Errors + """

            /// <exception cref="global::System.InvalidOperationException">The outputs do not say what the next inputs are, as for Forecast.</exception>
            """;
        const string options = $"{Floats} knownFuture = default, int paths = 1_000, long? seed = null";
        Member(writer, $"""
            /// <summary>Quantiles of the steps that follow a history, in raw units.</summary>
            {how}
            {history}
            /// <param name="probabilities">Each above 0 and below 1.</param>
            /// <param name="quantiles">Receives, step by step and target by target, one value for each probability: any whole number of steps.</param>
            {rest}
            {errors}
            """, $"void ForecastQuantiles({Floats} history, global::System.ReadOnlySpan<double> probabilities, {Values} quantiles, {options})",
            "base.ForecastQuantilesFrom(history, knownFuture, probabilities, paths, seed, quantiles)");
        Member(writer, $"""
            /// <summary>The intervals in which the steps that follow a history lie with a probability: as likely below them as above.</summary>
            {how}
            {history}
            /// <param name="level">The probability, above 0 and below 1.</param>
            /// <param name="lower">Receives the steps, one value for each target column.</param>
            /// <param name="upper">Receives as many.</param>
            {rest}
            {errors}
            """, $"void ForecastInterval({Floats} history, double level, {Values} lower, {Values} upper, {options})",
            "base.ForecastIntervalFrom(history, knownFuture, level, paths, seed, lower, upper)");
        Member(writer, $"""
            /// <summary>Sampled futures of a history: in each the next values are drawn from the distributions predicted, and fed back.</summary>
            {history}
            /// <param name="paths">How many, at least 1.</param>
            /// <param name="values">Receives path after path, each of as many whole steps.</param>
            /// <param name="knownFuture">As for Forecast; empty where no column is known ahead.</param>
            /// <param name="seed">Of the samples; null for the model's. Path n is the same however many there are.</param>
            {errors}
            """, $"void ForecastPaths({Floats} history, int paths, {Values} values, {Floats} knownFuture = default, long? seed = null)",
            "base.ForecastPathsFrom(history, knownFuture, paths, seed, values)");
    }
}

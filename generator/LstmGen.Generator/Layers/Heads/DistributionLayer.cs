using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Heads;

/// <summary>The base of heads whose answer is a distribution: several outputs for each target, scaled back to raw units, with intervals and sampled paths.</summary>
internal abstract class DistributionLayer : HeadLayer
{

    /// <summary>Outputs of each target.</summary>
    protected abstract int PerTarget { get; }

    /// <summary>The row class of the runtime, and what it wants to know beside the values.</summary>
    protected abstract (string Class, string Argument) Row { get; }

    /// <summary>What every such head takes, of the options of this one.</summary>
    protected abstract DistributionOptions Distributed { get; }

    protected override WeightOptions Weights => Distributed;

    protected int Targets => Distributed.Targets;

    protected override int Units => Targets * PerTarget;

    public override bool ScalesOutputs => true;

    public override bool HasOwnLoss => true;

    public override int TargetSize => Output.Steps * Targets;

    public override string Finish => $"{Row.Class}.Outputs({Row.Argument}, output, output)";

    public override IEnumerable<Ability> Abilities =>
    [
        new Ability(Constant.Interface, Ability.Constant("int", "IDistributionPredictor", "Targets", Text.Of(Targets)), Ability.Constant(Constant.Type, Constant.Interface, Constant.Name, Constant.Value)),
        .. Output.IsSequence ? Array.Empty<Ability>() : [new Ability("IDistributionForecaster")],
    ];

    /// <summary>The interface of the head, and its one constant.</summary>
    protected abstract (string Interface, string Type, string Name, string Value) Constant { get; }

    protected override Shape? Infer(Build build, bool sequenceWanted) =>
        InRange(build, "Targets", Targets, 1, 4_096) ? base.Infer(build, sequenceWanted) : null;

    protected override void Reserve(Build build)
    {
        base.Reserve(build);
        Take(build, Space.Work, "Distribution", 2L * Output.Steps * Units);
    }

    public override void WriteKernels(SourceWriter writer)
    {
        base.WriteKernels(writer);
        int size = Output.Steps * Units;
        string length = Output.IsSequence ? $"valid[row] * {Units}" : $"{Units}";
        writer.Line($$"""

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
}

using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Heads;

/// <summary>[Quantiles]: quantiles that do not cross, for the vector or for every step; pinball loss.</summary>
internal sealed class QuantilesLayer : DistributionLayer
{
    private const int Most = 99;

    private QuantilesOptions Options => Read<QuantilesOptions>();

    protected override DistributionOptions Distributed => Options;

    private EquatableArray<double> Quantiles => Options.Quantiles;

    protected override int PerTarget => Quantiles.Count;

    protected override (string Class, string Argument) Row => ("QuantileRow", Text.Of(PerTarget));

    protected override (string Interface, string Type, string Name, string Value) Constant =>
        ("IQuantilePredictor", "global::System.ReadOnlySpan<double>", "Quantiles", $"[{List("d")}]");

    public override string Distribution => $"OutputDistribution.Quantiles([{List("")}])";

    public override string DefaultLoss => $"new Pinball([{List("f")}])";

    public override string TakesLoss => "loss is Pinball pinball && pinball.Quantiles.SequenceEqual(((Pinball)DefaultLoss).Quantiles)";

    public override string Describe() => $"Quantiles({List("")}) of {Text.Count(Targets, "target")}{(Input.IsSequence ? ", on every step" : "")}";

    protected override Shape? Infer(Build build, bool sequenceWanted)
    {
        if (Problem() is { } problem)
        {
            build.Report(Rules.QuantilesOutOfOrder, Index, "", Spec.Kind, problem);
            return null;
        }

        return base.Infer(build, sequenceWanted);
    }

    private string? Problem()
    {
        if (Quantiles.Count is 0 or > Most)
        {
            return Quantiles.Count == 0 ? "it has none" : $"it has {Quantiles.Count}, and {Most} are possible";
        }

        for (int i = 0; i < Quantiles.Count; i++)
        {
            if (!(Quantiles[i] > 0 && Quantiles[i] < 1))
            {
                return $"number {i + 1} is {Written(i)}";
            }

            if (i > 0 && (float)Quantiles[i] <= (float)Quantiles[i - 1])
            {
                return Quantiles[i] < Quantiles[i - 1] ? $"{Written(i)} follows {Written(i - 1)}" : $"{Written(i)} comes twice";
            }
        }

        return null;
    }

    private string List(string suffix) => string.Join(", ", Enumerable.Range(0, Quantiles.Count).Select(i => Written(i) + suffix));

    private string Written(int index) => Quantiles[index].ToString("R", Text.Invariant);
}

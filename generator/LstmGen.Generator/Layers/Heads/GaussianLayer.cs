using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Heads;

/// <summary>[Gaussian]: mean and spread of normal distributions, for the vector or for every step; negative log-likelihood.</summary>
internal sealed class GaussianLayer : DistributionLayer
{
    private GaussianOptions Options => Read<GaussianOptions>();

    protected override DistributionOptions Distributed => Options;

    private double MinimumSpread => Options.MinimumSpread;

    protected override int PerTarget => 2;

    protected override (string Class, string Argument) Row => ("GaussianRow", Text.Literal((float)MinimumSpread));

    protected override (string Interface, string Type, string Name, string Value) Constant =>
        ("IGaussianPredictor", "float", "MinimumSpread", Text.Literal((float)MinimumSpread));

    public override string Distribution => "OutputDistribution.Gaussian";

    public override string DefaultLoss => "new GaussianLikelihood()";

    public override string TakesLoss => "loss is GaussianLikelihood";

    public override string Describe() => $"Gaussian of {Text.Count(Targets, "target")}{(Input.IsSequence ? ", on every step" : "")}";

    protected override Shape? Infer(Build build, bool sequenceWanted) =>
        InRange(build, "MinimumSpread", MinimumSpread, 1e-6, 1e6) ? base.Infer(build, sequenceWanted) : null;
}

namespace LstmGen.Generator.Layers.Heads;

/// <summary>What [Gaussian] takes.</summary>
internal sealed record GaussianOptions : DistributionOptions
{
    public double MinimumSpread { get; init; } = 1e-3;
}

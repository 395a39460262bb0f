using LstmGen.Generator.Model;

namespace LstmGen.Generator.Layers.Heads;

/// <summary>What [Quantiles] takes.</summary>
internal sealed record QuantilesOptions : DistributionOptions
{
    public EquatableArray<double> Quantiles { get; init; }
}

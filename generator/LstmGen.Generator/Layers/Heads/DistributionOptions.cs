namespace LstmGen.Generator.Layers.Heads;

/// <summary>What every head takes whose answer is a distribution.</summary>
internal record DistributionOptions : WeightOptions
{
    public int Targets { get; init; } = 1;
}

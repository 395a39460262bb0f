namespace LstmGen.Generator.Layers;

/// <summary>What [Dense] takes.</summary>
internal sealed record DenseOptions : WeightOptions
{
    public int Units { get; init; }

    public string Activation { get; init; } = "Linear";
}

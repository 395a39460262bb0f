namespace LstmGen.Generator.Layers;

/// <summary>What [Residual] takes.</summary>
internal sealed record ResidualOptions
{
    public int Layers { get; init; } = 1;
}

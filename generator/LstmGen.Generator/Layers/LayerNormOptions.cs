namespace LstmGen.Generator.Layers;

/// <summary>What [LayerNorm] takes.</summary>
internal sealed record LayerNormOptions
{
    public double Epsilon { get; init; } = 1e-3;
}

namespace LstmGen.Generator.Layers;

/// <summary>What [BatchNorm] takes.</summary>
internal sealed record BatchNormOptions
{
    public double Epsilon { get; init; } = 1e-3;

    public bool Scale { get; init; } = true;

    public bool Center { get; init; } = true;
}

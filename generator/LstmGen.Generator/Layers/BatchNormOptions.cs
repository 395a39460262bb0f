namespace LstmGen.Generator.Layers;

/// <summary>What [BatchNorm] takes.</summary>
internal sealed record BatchNormOptions
{
    public double Epsilon { get; init; } = 1e-3;

    public double Momentum { get; init; } = 0.99;

    public bool UnbiasedVariance { get; init; }

    public bool Scale { get; init; } = true;

    public bool Center { get; init; } = true;

    public bool FrozenStatistics { get; init; }

    public bool Frozen { get; init; }
}

namespace LstmGen.Generator.Layers;

/// <summary>What [PRelu] takes.</summary>
internal sealed record PReluOptions
{
    public bool Shared { get; init; }

    public string AlphaInitializer { get; init; } = "Zeros";
}

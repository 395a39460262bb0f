namespace LstmGen.Generator.Layers.Attention;

/// <summary>What [Attention] takes. 0 units are the width of a head.</summary>
internal sealed record AttentionOptions
{
    public string Score { get; init; } = "Additive";

    public int Units { get; init; }

    public int Heads { get; init; } = 1;

    public bool Scaled { get; init; }
}

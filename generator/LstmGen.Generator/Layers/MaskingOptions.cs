namespace LstmGen.Generator.Layers;

/// <summary>What [Masking] takes.</summary>
internal sealed record MaskingOptions
{
    public double Value { get; init; }
}

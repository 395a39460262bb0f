namespace LstmGen.Generator.Layers;

/// <summary>What [Last] takes.</summary>
internal sealed record LastOptions
{
    public int Steps { get; init; } = 1;
}

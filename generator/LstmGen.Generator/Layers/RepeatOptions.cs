namespace LstmGen.Generator.Layers;

/// <summary>What [Repeat] takes.</summary>
internal sealed record RepeatOptions
{
    public int Times { get; init; }
}

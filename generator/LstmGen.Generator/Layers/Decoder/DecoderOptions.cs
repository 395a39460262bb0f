namespace LstmGen.Generator.Layers.Decoder;

/// <summary>What [Decoder] takes.</summary>
internal sealed record DecoderOptions
{
    public int Steps { get; init; }

    public int Start { get; init; } = 1;

    public int Stop { get; init; } = 2;
}

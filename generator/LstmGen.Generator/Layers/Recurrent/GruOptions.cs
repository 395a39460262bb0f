namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>What [Gru] takes.</summary>
internal sealed record GruOptions : GatedOptions
{
    public bool ResetAfter { get; init; } = true;
}

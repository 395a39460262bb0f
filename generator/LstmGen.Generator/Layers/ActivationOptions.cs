namespace LstmGen.Generator.Layers;

/// <summary>What [Activation] takes.</summary>
internal sealed record ActivationOptions
{
    public string Activation { get; init; } = "Linear";
}

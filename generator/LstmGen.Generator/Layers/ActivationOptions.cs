namespace LstmGen.Generator.Layers;

/// <summary>What [Activation] takes.</summary>
internal sealed record ActivationOptions
{
    public string Activation { get; init; } = "Linear";

    public double NegativeSlope { get; init; } = 0.2;

    public double Alpha { get; init; } = 1;
}

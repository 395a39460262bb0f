namespace LstmGen.Generator.Layers.Images;

/// <summary>What [Conv2D] takes.</summary>
internal sealed record Conv2DOptions : WeightOptions
{
    public int Filters { get; init; }

    public int Kernel { get; init; }

    public int Stride { get; init; } = 1;

    public string Padding { get; init; } = "Valid";

    public string Activation { get; init; } = "Linear";
}

namespace LstmGen.Generator.Layers.Convolution;

/// <summary>What [Conv1D] takes.</summary>
internal sealed record Conv1DOptions : WeightOptions
{
    public int Filters { get; init; }

    public int Kernel { get; init; }

    public int Stride { get; init; } = 1;

    public int Dilation { get; init; } = 1;

    public string Padding { get; init; } = "Valid";

    public string Activation { get; init; } = "Linear";
}

namespace LstmGen.Generator.Layers.Images;

/// <summary>What [Conv2D] takes. A width of 0 is the height.</summary>
internal sealed record Conv2DOptions : WeightOptions
{
    public int Filters { get; init; }

    public int Kernel { get; init; }

    public int KernelWidth { get; init; }

    public int Stride { get; init; } = 1;

    public int StrideWidth { get; init; }

    public int Dilation { get; init; } = 1;

    public int DilationWidth { get; init; }

    public string Padding { get; init; } = "Valid";

    public string Activation { get; init; } = "Linear";
}

namespace LstmGen.Generator.Layers.Convolution;

/// <summary>What pools over steps take. A stride of 0 is the size.</summary>
internal sealed record Pool1DOptions
{
    public int Size { get; init; } = 2;

    public int Stride { get; init; }

    public string Padding { get; init; } = "Valid";
}

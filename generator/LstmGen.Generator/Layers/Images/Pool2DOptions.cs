namespace LstmGen.Generator.Layers.Images;

/// <summary>What pools over pictures take.</summary>
internal sealed record Pool2DOptions
{
    public int Size { get; init; } = 2;
}

namespace LstmGen.Generator.Layers.Images;

/// <summary>What pools over images take. A width of 0 is the height; a stride of 0 the size.</summary>
internal sealed record Pool2DOptions
{
    public int Size { get; init; } = 2;

    public int SizeWidth { get; init; }

    public int Stride { get; init; }

    public int StrideWidth { get; init; }

    public string Padding { get; init; } = "Valid";
}

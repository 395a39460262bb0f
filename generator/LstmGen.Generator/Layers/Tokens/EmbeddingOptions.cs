namespace LstmGen.Generator.Layers.Tokens;

/// <summary>What [Embedding] takes.</summary>
internal sealed record EmbeddingOptions
{
    public int Vocabulary { get; init; }

    public int Dimension { get; init; }

    public bool MaskZero { get; init; }

    public string EmbeddingsInitializer { get; init; } = "RandomUniform";
}

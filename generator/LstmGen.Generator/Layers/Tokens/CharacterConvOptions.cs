namespace LstmGen.Generator.Layers.Tokens;

/// <summary>What [CharacterConv] takes.</summary>
internal sealed record CharacterConvOptions : WeightOptions
{
    public int Vocabulary { get; init; }

    public int Dimension { get; init; }

    public int Length { get; init; }

    public int Filters { get; init; }

    public int Kernel { get; init; } = 3;

    public string Activation { get; init; } = "Relu";

    public string EmbeddingsInitializer { get; init; } = "RandomUniform";
}

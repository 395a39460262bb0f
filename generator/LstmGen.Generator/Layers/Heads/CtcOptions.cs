namespace LstmGen.Generator.Layers.Heads;

/// <summary>What [Ctc] takes.</summary>
internal sealed record CtcOptions : WeightOptions
{
    public int Symbols { get; init; }

    public int MaximumLabels { get; init; }

    public string Blank { get; init; } = "First";

    public bool SkipImpossible { get; init; }
}

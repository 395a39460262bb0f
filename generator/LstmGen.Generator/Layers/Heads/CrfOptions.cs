using LstmGen.Generator.Model;

namespace LstmGen.Generator.Layers.Heads;

/// <summary>What [Crf] takes.</summary>
internal sealed record CrfOptions : WeightOptions
{
    public int Tags { get; init; }

    public EquatableArray<string> Names { get; init; }

    public string Scheme { get; init; } = "None";
}

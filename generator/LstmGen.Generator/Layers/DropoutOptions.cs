namespace LstmGen.Generator.Layers;

/// <summary>What [Dropout] takes. A rate has no default.</summary>
internal sealed record DropoutOptions
{
    public double Rate { get; init; } = double.NaN;
}

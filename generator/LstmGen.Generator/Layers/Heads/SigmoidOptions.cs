using LstmGen.Generator.Model;

namespace LstmGen.Generator.Layers.Heads;

/// <summary>What [Sigmoid] takes.</summary>
internal sealed record SigmoidOptions : WeightOptions
{
    public int Labels { get; init; }

    public double LabelSmoothing { get; init; }

    public EquatableArray<double> PositiveWeights { get; init; }
}

using LstmGen.Generator.Model;

namespace LstmGen.Generator.Layers.Heads;

/// <summary>What [Softmax] takes.</summary>
internal sealed record SoftmaxOptions : WeightOptions
{
    public int Classes { get; init; }

    public double LabelSmoothing { get; init; }

    public EquatableArray<double> ClassWeights { get; init; }
}

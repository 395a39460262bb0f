namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>What every layer of cells takes.</summary>
internal record RecurrentOptions : WeightOptions
{
    public int Units { get; init; }

    public bool Bidirectional { get; init; }

    public string Merge { get; init; } = "Concat";

    public string LastStep { get; init; } = "OfDirections";

    public double Dropout { get; init; }

    public double RecurrentDropout { get; init; }

    public bool LearnedInitialState { get; init; }

    public bool ReturnSequences { get; init; }

    public string Activation { get; init; } = "Tanh";

    public string RecurrentInitializer { get; init; } = "Orthogonal";
}

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>What every layer of cells with gates takes.</summary>
internal record GatedOptions : RecurrentOptions
{
    public string RecurrentActivation { get; init; } = "Sigmoid";
}

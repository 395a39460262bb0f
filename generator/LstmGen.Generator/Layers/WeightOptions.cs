namespace LstmGen.Generator.Layers;

/// <summary>What every layer with a kernel and a bias takes.</summary>
internal record WeightOptions
{
    public bool UseBias { get; init; } = true;

    public string KernelInitializer { get; init; } = "GlorotUniform";

    public string BiasInitializer { get; init; } = "Zeros";
}

namespace LstmGen.Generator.Layers.Convolution;

/// <summary>[AveragePool1D]: the average of a few steps.</summary>
internal sealed class AveragePool1DLayer : Pool1DLayer
{
    protected override string Kind => "Average";

    protected override string BackwardArguments(string x, string step, string steps) => steps;
}

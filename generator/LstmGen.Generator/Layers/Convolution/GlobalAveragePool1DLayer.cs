namespace LstmGen.Generator.Layers.Convolution;

/// <summary>[GlobalAveragePool1D]: the mean of all valid steps.</summary>
internal sealed class GlobalAveragePool1DLayer : GlobalPool1DLayer
{
    protected override string Kind => "Average";

    protected override bool ReadsInputAgain => false;
}

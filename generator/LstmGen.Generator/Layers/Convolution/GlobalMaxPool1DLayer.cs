namespace LstmGen.Generator.Layers.Convolution;

/// <summary>[GlobalMaxPool1D]: the largest value of all valid steps. The way back looks for it again, in the input, which is still there.</summary>
internal sealed class GlobalMaxPool1DLayer : GlobalPool1DLayer
{
    protected override string Kind => "Max";

    protected override bool ReadsInputAgain => true;
}

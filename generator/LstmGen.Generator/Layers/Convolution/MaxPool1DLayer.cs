namespace LstmGen.Generator.Layers.Convolution;

/// <summary>[MaxPool1D]: the largest value of a few steps. The way back looks for it again, in the input, which is still there.</summary>
internal sealed class MaxPool1DLayer : Pool1DLayer
{
    protected override string Kind => "Max";

    protected override string BackwardArguments(string x, string step, string steps) => $"{x}, {step}, {steps}";
}

namespace LstmGen.Generator.Layers.Images;

/// <summary>[MaxPool2D]: the largest value of each square of every channel.</summary>
internal sealed class MaxPool2DLayer : PoolLayer2D
{
    protected override string Pool => "MaxPicture";
}

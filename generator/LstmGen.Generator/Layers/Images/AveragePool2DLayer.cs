namespace LstmGen.Generator.Layers.Images;

/// <summary>[AveragePool2D]: the mean of each square of every channel.</summary>
internal sealed class AveragePool2DLayer : PoolLayer2D
{
    protected override string Pool => "MeanPicture";
}

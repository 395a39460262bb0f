namespace LstmGen.Generator.Layers;

/// <summary>[AveragePool2D]: the mean of each square of every channel.</summary>
internal sealed class AveragePool2DLayer : PoolLayer2D
{
    protected override string Pool => "MeanPicture";
}

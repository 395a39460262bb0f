using LstmGen.Conformance.Models;
using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Reference;

/// <summary>The network of a reference case.</summary>
internal static class ReferenceShape
{
    public static ModelShape Of(ReferenceCase reference)
    {
        ReferenceConfig config = reference.Config;
        return new()
        {
            LookBack = config.Lookback,
            Features = reference.Kind == "embedding" ? 1 : config.Inputs,
            Frame = reference.Kind == "frames" ? new(config.Height, config.Width, config.Channels) : null,
            Layers =
            [
                .. Front(reference),
                .. Enumerable.Range(1, config.Layers).Select(layer => new LstmShape(config.Hidden)
                {
                    Bidirectional = config.Bidirectional,
                    Projection = config.Projection,
                    ReturnSequences = config.EveryStep && layer == config.Layers,
                }),
                .. config.Norm ? [new LayerNormShape { Epsilon = 1e-5 }] : Array.Empty<LayerShape>(),
                new DenseShape(config.Outputs),
            ],
        };
    }

    public static OracleLoss OracleLoss(ReferenceConfig config) => config.Loss switch
    {
        "mse" => Oracle.OracleLoss.MeanSquaredError,
        "mae" => Oracle.OracleLoss.MeanAbsoluteError,
        "huber" => Oracle.OracleLoss.Huber,
        "cross_entropy" => Oracle.OracleLoss.CrossEntropy(config.Outputs),
        _ => throw new ArgumentException($"The oracle has no loss {config.Loss}.", nameof(config)),
    };

    private static LayerShape[] Front(ReferenceCase reference)
    {
        ReferenceConfig config = reference.Config;
        return reference.Kind switch
        {
            "embedding" => [new EmbeddingShape(config.Vocabulary, config.Dimension)],
            "frames" => [new Conv2DShape(config.Filters, config.Kernel) { Activation = Activation.Relu }, new MaxPool2DShape(), new FlattenShape()],
            "conv1d" when config.Pool is { } pool => [Convolution(config), new Pool1DShape(2, IsAverage: pool == "average")],
            "conv1d" => [Convolution(config)],
            _ => [],
        };
    }

    private static Conv1DShape Convolution(ReferenceConfig config) => new(config.Filters, config.Kernel)
    {
        Padding = Enum.Parse<OraclePadding>(config.Padding, ignoreCase: true),
        Stride = config.Stride,
        Dilation = config.Dilation,
        Activation = Activation.Relu,
    };
}

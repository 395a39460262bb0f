using LstmGen.Conformance.Models;
using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Reference;

/// <summary>The network of a reference case.</summary>
internal static class ReferenceShape
{
    public static ModelShape Of(ReferenceConfig config) => new()
    {
        LookBack = config.Lookback,
        Features = config.Inputs,
        Layers =
        [
            .. Enumerable.Range(1, config.Layers).Select(layer => new LstmShape(config.Hidden)
            {
                Bidirectional = config.Bidirectional,
                ReturnSequences = config.EveryStep && layer == config.Layers,
            }),
            new DenseShape(config.Outputs),
        ],
    };

    public static OracleLoss OracleLoss(ReferenceConfig config) => config.Loss switch
    {
        "mse" => Oracle.OracleLoss.MeanSquaredError,
        "mae" => Oracle.OracleLoss.MeanAbsoluteError,
        "huber" => Oracle.OracleLoss.Huber,
        "cross_entropy" => Oracle.OracleLoss.CrossEntropy(config.Outputs),
        _ => throw new ArgumentException($"The oracle has no loss {config.Loss}.", nameof(config)),
    };
}

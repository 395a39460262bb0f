namespace LstmGen;

/// <summary>A model that ends with <c>[Quantiles]</c>. Beside the calls of every <see cref="IDistributionPredictor"/> it has those of <see cref="QuantilePredictorExtensions"/>.</summary>
public interface IQuantilePredictor : IDistributionPredictor
{
    /// <summary>The probabilities of the quantiles that it puts out for each target: each above 0 and below 1, ascending.</summary>
    static abstract ReadOnlySpan<double> Quantiles { get; }
}

namespace LstmGen;

/// <summary>A model that ends with <c>[Gaussian]</c>. Beside the calls of every <see cref="IDistributionPredictor"/> it has those of <see cref="GaussianPredictorExtensions"/>.</summary>
public interface IGaussianPredictor : IDistributionPredictor
{
    /// <summary>The smallest standard deviation that it puts out, in the units the network sees; above 0.</summary>
    static abstract float MinimumSpread { get; }
}

namespace LstmGen;

/// <summary>
/// A model that ends with <c>[Quantiles]</c> or <c>[Gaussian]</c>: what it puts out are distributions of its targets. Its calls are those of
/// <see cref="DistributionPredictorExtensions"/>.
/// </summary>
/// <remarks>The generator implements it. Algorithms take any such model by the constraint <c>where T : SequenceModel, IDistributionPredictor</c>.</remarks>
public interface IDistributionPredictor
{
    /// <summary>How many targets have a distribution, of each step where there is a sequence; at least 1.</summary>
    static abstract int Targets { get; }
}

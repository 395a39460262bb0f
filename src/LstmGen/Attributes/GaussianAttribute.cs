namespace LstmGen;

/// <summary>
/// A head for normal distributions: for each target a mean, and a spread σ = MinimumSpread + softplus(value) (Nix &amp; Weigend 1994). It trains with the
/// negative log-likelihood.
/// </summary>
/// <remarks>
/// Predict gives mean, spread, mean, spread…, in raw units; <c>PredictDistribution</c>, <c>PredictQuantile</c> and <c>PredictInterval</c> say what is meant,
/// <c>ForecastQuantiles</c>, <c>ForecastInterval</c> and <c>ForecastPaths</c> look further ahead by sampled paths.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class GaussianAttribute : LayerAttribute
{
    /// <summary>Values to predict, 1 to 4,096: horizon × target columns, or, on every step of a sequence, the values of a step. The default is 1.</summary>
    public int Targets { get; set; } = 1;

    /// <summary>The least spread, 10⁻⁶ to 10⁶, in the units that the network sees: of scaled targets, where the model scales. The default is 0.001.</summary>
    public double MinimumSpread { get; set; } = 1e-3;

    /// <summary>Whether the values have biases. The default is true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Of the weights [inputs, 2 · targets]. The default is Glorot uniform.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>Of the biases [2 · targets]. The default is zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

namespace LstmGen;

/// <summary>
/// A head for quantiles of what may come: values = x·W + b, of which the one in the middle is its quantile itself and the others lie above and below it by
/// sums of softplus(value), so that quantiles never cross, whatever comes in. It trains with the pinball loss (Koenker &amp; Bassett 1978).
/// </summary>
/// <remarks>
/// Predict gives, target by target, one value for each quantile, in raw units; <c>PredictQuantiles</c>, <c>PredictQuantile</c> and <c>PredictInterval</c> say
/// what is meant, <c>ForecastQuantiles</c>, <c>ForecastInterval</c> and <c>ForecastPaths</c> look further ahead by sampled paths. Between
/// the quantiles, and beyond the first and the last, the distribution is that of a normal one through the two beside, so two quantiles at least are needed there.
/// </remarks>
/// <param name="quantiles">Ascending, each above 0 and below 1, 1 to 99 of them.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class QuantilesAttribute(params double[] quantiles) : LayerAttribute
{
    /// <summary>Ascending, each above 0 and below 1.</summary>
    public double[] Quantiles { get; set; } = quantiles;

    /// <summary>Values to predict, 1 to 4,096: horizon × target columns, or, on every step of a sequence, the values of a step. The default is 1.</summary>
    public int Targets { get; set; } = 1;

    /// <summary>Whether the values have biases. The default is true.</summary>
    public bool UseBias { get; set; } = true;

    /// <summary>Of the weights [inputs, targets · quantiles]. The default is Glorot uniform.</summary>
    public Initializer KernelInitializer { get; set; } = Initializer.GlorotUniform;

    /// <summary>Of the biases [targets · quantiles]. The default is zeros.</summary>
    public Initializer BiasInitializer { get; set; } = Initializer.Zeros;
}

using LstmGen.Numerics;

namespace LstmGen.Metrics;

/// <summary>
/// Measures of predicted distributions, in the units of the values unless it says otherwise: small where a distribution is narrow and where the value is. Sums run in order, in
/// double precision.
/// </summary>
public static class DistributionMetrics
{
    /// <summary>Mean pinball (quantile) loss of one predicted quantile: the mean of max(p·e, (p − 1)·e) with e = y − quantile (Koenker &amp; Bassett 1978).</summary>
    /// <param name="actual">What came; at least one value, finite.</param>
    /// <param name="quantiles">As many predicted quantiles.</param>
    /// <param name="probability">p, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, there are no values, or one is NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range.</exception>
    public static double PinballLoss(ReadOnlySpan<float> actual, ReadOnlySpan<float> quantiles, double probability) =>
        MeanPinball(actual, quantiles, [probability], nameof(probability));

    /// <summary>
    /// Weighted quantile loss, without a unit: 2 · the sum of the pinball losses over all values and probabilities / (probabilities · Σ|y|), as GluonTS' mean weighted quantile
    /// loss. NaN where all values are 0.
    /// </summary>
    /// <param name="actual">What came; at least one value, finite.</param>
    /// <param name="quantiles">For each value one quantile for each probability, side by side.</param>
    /// <param name="probabilities">Above 0 and below 1, at least one.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, there are no values, or one is NaN or infinite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is out of its range.</exception>
    public static double WeightedQuantileLoss(ReadOnlySpan<float> actual, ReadOnlySpan<float> quantiles, ReadOnlySpan<double> probabilities)
    {
        double mean = MeanPinball(actual, quantiles, probabilities, nameof(probabilities)), size = 0;
        foreach (float value in actual)
        {
            size += Math.Abs(value);
        }

        return size == 0 ? double.NaN : 2 * mean * actual.Length / size;
    }

    /// <summary>
    /// The continuous ranked probability score from quantiles: twice the mean pinball loss, which is the CRPS itself in the limit of many evenly spaced probabilities
    /// (Laio &amp; Tamea 2007).
    /// </summary>
    /// <inheritdoc cref="WeightedQuantileLoss"/>
    public static double Crps(ReadOnlySpan<float> actual, ReadOnlySpan<float> quantiles, ReadOnlySpan<double> probabilities) =>
        2 * MeanPinball(actual, quantiles, probabilities, nameof(probabilities));

    /// <summary>
    /// The mean continuous ranked probability score of normal distributions: σ·(z·(2Φ(z) − 1) + 2φ(z) − 1/√π) with z = (y − μ)/σ (Gneiting &amp; Raftery 2007). With σ = 0 it is |y − μ|.
    /// </summary>
    /// <param name="actual">What came; at least one value, finite.</param>
    /// <param name="means">As many means, μ.</param>
    /// <param name="deviations">As many standard deviations, σ, at least 0.</param>
    /// <exception cref="ArgumentException">The lengths differ, there are no values, one is NaN or infinite, or a deviation is below 0.</exception>
    public static double CrpsOfNormal(ReadOnlySpan<float> actual, ReadOnlySpan<float> means, ReadOnlySpan<float> deviations)
    {
        const double inverseRootOfPi = 0.5641895835477563;
        Pairs.Check(actual.Length, means.Length);
        Pairs.CheckCount(actual.Length, deviations.Length, nameof(deviations));
        double sum = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double error = Pairs.Finite(actual[i], i, nameof(actual)) - Pairs.Finite(means[i], i, nameof(means)), deviation = Pairs.Finite(deviations[i], i, nameof(deviations));
            if (deviation < 0) throw new ArgumentException($"Expected deviations of at least 0, but deviation {i} is below.", nameof(deviations));
            double z = error / deviation;
            sum += deviation == 0 ? Math.Abs(error)
                : deviation * (z * (2 * DoubleMath.NormalCdf(z) - 1) + 2 * DoubleMath.NormalDensity(z) - inverseRootOfPi);
        }

        return sum / actual.Length;
    }

    /// <summary>The mean continuous ranked probability score of drawn samples: mean|x − y| − ½·mean|x − x′| over all pairs of samples x, x′ of a value (Gneiting &amp; Raftery 2007).</summary>
    /// <param name="actual">What came; at least one value, finite.</param>
    /// <param name="samples">For each value as many samples, side by side.</param>
    /// <exception cref="ArgumentException">The samples are no whole number for each value, there are none, or a value is NaN or infinite.</exception>
    public static double CrpsOfSamples(ReadOnlySpan<float> actual, ReadOnlySpan<float> samples)
    {
        if (actual.IsEmpty) throw new ArgumentException("Expected at least one value, but got none.", nameof(actual));
        int count = samples.Length / actual.Length;
        if (count == 0 || count * actual.Length != samples.Length)
        {
            throw new ArgumentException($"Expected as many samples, at least one, for each of {actual.Length} values, but got {samples.Length}.", nameof(samples));
        }

        double sum = 0;
        float[] sorted = new float[count];
        for (int i = 0; i < actual.Length; i++)
        {
            double y = Pairs.Finite(actual[i], i, nameof(actual)), distance = 0, spread = 0;
            samples.Slice(i * count, count).CopyTo(sorted);
            Array.Sort(sorted);
            for (int k = 0; k < count; k++)
            {
                double x = Pairs.Finite(sorted[k], i, nameof(samples));
                distance += Math.Abs(x - y);

                // Sorted, Σ|x − x′| over all ordered pairs is 2·Σ(2k − count + 1)·x.
                spread += (2.0 * k - count + 1) * x;
            }

            sum += distance / count - spread / ((double)count * count);
        }

        return sum / actual.Length;
    }

    private static double MeanPinball(ReadOnlySpan<float> actual, ReadOnlySpan<float> quantiles, ReadOnlySpan<double> probabilities, string name)
    {
        if (probabilities.IsEmpty) throw new ArgumentException("Expected at least one probability, but got none.", name);
        foreach (double probability in probabilities)
        {
            Pairs.CheckProbability(probability, name);
        }

        if (actual.IsEmpty) throw new ArgumentException("Expected at least one value, but got none.", nameof(actual));
        Pairs.CheckCount((long)actual.Length * probabilities.Length, quantiles.Length, nameof(quantiles));
        double sum = 0;
        for (int i = 0; i < quantiles.Length; i++)
        {
            int row = i / probabilities.Length;
            double error = Pairs.Finite(actual[row], row, nameof(actual)) - Pairs.Finite(quantiles[i], i, nameof(quantiles)), p = probabilities[i % probabilities.Length];
            sum += Math.Max(p * error, (p - 1) * error);
        }

        return sum / quantiles.Length;
    }
}

using CsCheck;
using LstmGen.Metrics;
using LstmGen.Numerics;

namespace LstmGen.Tests.Metrics;

public sealed class DistributionMetricsTests
{
    /// <summary>The integral of (F(x) − 1{x ≥ y})², which is what the score is, by a fine sum.</summary>
    [Fact]
    public void The_score_of_a_normal_distribution_is_its_integral() =>
        Gen.Select(Gen.Float[-4, 4], Gen.Float[-3, 3], Gen.Float[0.1f, 3]).Sample((actual, mean, deviation) =>
        {
            double sum = 0, step = 1e-3 * deviation, from = mean - 12.0 * deviation - 8, to = mean + 12.0 * deviation + 8;
            for (double x = from + step / 2; x < to; x += step)
            {
                double distance = DoubleMath.NormalCdf((x - mean) / deviation) - (x >= actual ? 1 : 0);
                sum += distance * distance * step;
            }

            Assert.Equal(sum, DistributionMetrics.CrpsOfNormal([actual], [mean], [deviation]), 2e-3 * deviation);
        }, iter: 20);

    [Fact]
    public void A_distribution_without_a_spread_costs_its_distance()
    {
        Assert.Equal(2.5, DistributionMetrics.CrpsOfNormal([1f, 2], [3f, -1], [0f, 0]), 12);
        Assert.Equal(2.5, DistributionMetrics.CrpsOfSamples([1f, 2], [3f, -1]), 12);
        Assert.Equal(2.5, DistributionMetrics.Crps([1f, 2], [3f, -1], [0.5]), 12);
    }

    [Fact]
    public void The_score_of_samples_is_its_double_sum() => Gen.Select(Gen.Float[-5, 5], Gen.Float[-5, 5].Array[1, 12]).Sample((actual, samples) =>
    {
        double distance = samples.Average(x => Math.Abs((double)x - actual));
        double spread = samples.Average(x => samples.Average(other => Math.Abs((double)x - other)));
        Assert.Equal(distance - spread / 2, DistributionMetrics.CrpsOfSamples([actual], samples), 1e-9);
    });

    [Fact]
    public void Many_quantiles_have_the_score_of_their_distribution()
    {
        double[] probabilities = [.. Enumerable.Range(0, 999).Select(i => (i + 0.5) / 999)];
        float[] quantiles = [.. probabilities.Select(p => (float)(2 + 1.5 * DoubleMath.NormalQuantile(p)))];
        Assert.Equal(DistributionMetrics.CrpsOfNormal([3.3f], [2f], [1.5f]), DistributionMetrics.Crps([3.3f], quantiles, probabilities), 2e-3);
    }

    [Fact]
    public void Quantile_losses_equal_their_definitions() =>
        Gen.Select(Gen.Int[1, 6], Gen.Int[1, 5]).SelectMany((rows, levels) => Gen.Select(Gen.Float[-5, 5].Array[rows], Gen.Float[-5, 5].Array[rows * levels], Gen.Double[0.01, 0.99].Array[levels]))
            .Sample((actual, quantiles, probabilities) =>
            {
                double sum = 0;
                for (int i = 0; i < quantiles.Length; i++)
                {
                    double error = (double)actual[i / probabilities.Length] - quantiles[i], p = probabilities[i % probabilities.Length];
                    sum += error >= 0 ? p * error : (1 - p) * -error;
                }

                double size = actual.Sum(value => Math.Abs((double)value));
                Assert.Equal(2 * sum / quantiles.Length, DistributionMetrics.Crps(actual, quantiles, probabilities), 1e-9);
                Assert.Equal(size == 0 ? double.NaN : 2 * sum / probabilities.Length / size, DistributionMetrics.WeightedQuantileLoss(actual, quantiles, probabilities), 1e-9);
                float[] first = [.. quantiles.Where((_, i) => i % probabilities.Length == 0)];
                Assert.Equal(
                    actual.Zip(first, (y, q) => Math.Max(probabilities[0] * ((double)y - q), (probabilities[0] - 1) * ((double)y - q))).Average(),
                    DistributionMetrics.PinballLoss(actual, first, probabilities[0]), 1e-9);
            });

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DistributionMetrics.PinballLoss([1f], [1f], 1));
        Assert.Throws<ArgumentException>(() => DistributionMetrics.Crps([1f], [1f], [0.1, 0.9]));
        Assert.Throws<ArgumentException>(() => DistributionMetrics.CrpsOfNormal([1f], [1f], [-1f]));
        Assert.Throws<ArgumentException>(() => DistributionMetrics.CrpsOfSamples([1f, 2], [1f, 2, 3]));
        Assert.Throws<ArgumentException>(() => DistributionMetrics.CrpsOfSamples([1f], [float.NaN]));
        Assert.True(double.IsNaN(DistributionMetrics.WeightedQuantileLoss([0f], [1f], [0.5])));
    }

    /// <summary>Values of tables: Φ(1.96), Φ(−3), and the ends.</summary>
    [Fact]
    public void The_normal_distribution_is_that_of_the_tables()
    {
        Assert.Equal(0.9750021048517795, DoubleMath.NormalCdf(1.96), 14);
        Assert.Equal(0.0013498980316301, DoubleMath.NormalCdf(-3), 14);
        Assert.Equal((0.5, 0.0, 1.0), (DoubleMath.NormalCdf(0), DoubleMath.NormalCdf(-40), DoubleMath.NormalCdf(double.PositiveInfinity)));
        Assert.True(double.IsNaN(DoubleMath.NormalCdf(double.NaN)));
        Gen.Double[1e-9, 1 - 1e-9].Sample(p => Assert.Equal(p, DoubleMath.NormalCdf(DoubleMath.NormalQuantile(p)), 1e-14));
    }
}

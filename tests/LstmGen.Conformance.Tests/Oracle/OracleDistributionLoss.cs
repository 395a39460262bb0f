namespace LstmGen.Conformance.Oracle;

/// <summary>Losses of distributions by what the network says of each target, in double precision: one target for several outputs.</summary>
internal sealed class OracleDistributionLoss(int count, Func<double[], double, double> loss, Func<double[], double, double[]> slope) : OracleLoss
{
    /// <summary>The pinball loss of quantiles that lie sums of ln(1 + eˣ) apart, the one in the middle at its own value.</summary>
    public static OracleLoss Quantiles(params double[] quantiles)
    {
        int middle = quantiles.Length / 2;
        double[] At(double[] x)
        {
            double[] q = new double[x.Length];
            q[middle] = x[middle];
            for (int i = middle + 1; i < x.Length; i++) q[i] = q[i - 1] + Softplus(x[i]);
            for (int i = middle - 1; i >= 0; i--) q[i] = q[i + 1] - Softplus(x[i]);
            return q;
        }

        return new OracleDistributionLoss(
            quantiles.Length,
            (x, y) => At(x).Select((q, i) => Math.Max(quantiles[i] * (y - q), (quantiles[i] - 1) * (y - q))).Average(),
            (x, y) =>
            {
                double[] byQuantile = [.. At(x).Select((q, i) => (y >= q ? -quantiles[i] : 1 - quantiles[i]) / x.Length)];
                return [.. x.Select((value, i) => i == middle ? byQuantile.Sum()
                    : i > middle ? byQuantile[i..].Sum() * Logistic(value)
                    : -byQuantile[..(i + 1)].Sum() * Logistic(value))];
            });
    }

    /// <summary>−ln of the normal density with mean x₀ and spread floor + ln(1 + eˣ¹).</summary>
    public static OracleLoss Gaussian(double floor) => new OracleDistributionLoss(
        2,
        (x, y) => (floor + Softplus(x[1])) is var s ? Math.Log(s) + Math.Log(2 * Math.PI) / 2 + (y - x[0]) * (y - x[0]) / (2 * s * s) : 0,
        (x, y) => (floor + Softplus(x[1])) is var s
            ? [-(y - x[0]) / (s * s), (1 / s - (y - x[0]) * (y - x[0]) / (s * s * s)) * Logistic(x[1])]
            : []);

    public override double Row(double[] output, double[] target, double[] gradient)
    {
        double sum = 0;
        for (int i = 0; i < target.Length; i++)
        {
            double[] x = output[(i * count)..((i + 1) * count)];
            sum += loss(x, target[i]) / target.Length;
            slope(x, target[i]).Select(value => value / target.Length).ToArray().CopyTo(gradient, i * count);
        }

        return sum;
    }

    private static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}

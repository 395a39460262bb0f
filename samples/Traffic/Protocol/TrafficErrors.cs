namespace Traffic;

/// <summary>The measures of the published table, in vehicles in five minutes.</summary>
/// <param name="Count">Forecasts.</param>
/// <param name="Mae">Mean absolute error.</param>
/// <param name="Mse">Mean squared error.</param>
/// <param name="Mape">Mean of the absolute error by the count, in per cent, over counts above zero alone.</param>
/// <param name="R2">Share of the variance that is explained, the mean error being a fault.</param>
/// <param name="ExplainedVariance">The same, the mean error being none.</param>
/// <param name="Bias">Mean of forecast less count.</param>
internal sealed record TrafficErrors(int Count, double Mae, double Mse, double Mape, double R2, double ExplainedVariance, double Bias)
{
    public double Rmse => Math.Sqrt(Mse);

    public static TrafficErrors Of(ReadOnlySpan<float> counts, ReadOnlySpan<float> forecasts)
    {
        if (counts.Length != forecasts.Length || counts.Length == 0)
        {
            throw new ArgumentException($"Expected as many forecasts as counts, {counts.Length}, and one at least, but got {forecasts.Length}.", nameof(forecasts));
        }

        double absolute = 0, squared = 0, shares = 0, bias = 0, mean = 0, squares = 0;
        int above = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            double error = (double)forecasts[i] - counts[i];
            absolute += Math.Abs(error);
            squared += error * error;
            bias += error;
            mean += counts[i];
            if (counts[i] > 0)
            {
                shares += Math.Abs(error) / counts[i];
                above++;
            }
        }

        int n = counts.Length;
        (bias, mean) = (bias / n, mean / n);
        foreach (float count in counts)
        {
            squares += (count - mean) * (count - mean);
        }

        return new(n, absolute / n, squared / n, 100 * shares / above, 1 - squared / squares, 1 - (squared - n * bias * bias) / squares, bias);
    }
}

using LstmGen.Numerics;

namespace LstmGen.Forecasting;

/// <summary>Measures of a forecast's error. y is what came, f the forecast, e = y − f, n the number of values. Sums run in order, in double precision.</summary>
public static class ForecastMetrics
{
    /// <summary>Mean absolute error: Σ|e| / n, in the units of the values.</summary>
    /// <param name="actual">At least one value.</param>
    /// <param name="forecast">As many.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is nothing to measure.</exception>
    public static double Mae(ReadOnlySpan<float> actual, ReadOnlySpan<float> forecast)
    {
        CheckLengths(actual, forecast);
        double sum = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            sum += Math.Abs((double)actual[i] - forecast[i]);
        }

        return sum / actual.Length;
    }

    /// <summary>Root of the mean squared error: √(Σe² / n), in the units of the values.</summary>
    /// <inheritdoc cref="Mae"/>
    public static double Rmse(ReadOnlySpan<float> actual, ReadOnlySpan<float> forecast)
    {
        CheckLengths(actual, forecast);
        double sum = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double error = (double)actual[i] - forecast[i];
            sum += error * error;
        }

        return Math.Sqrt(sum / actual.Length);
    }

    /// <summary>Mean absolute percentage error: 100 · Σ|e / y| / n, in per cent. NaN when a y is 0: it is not defined then.</summary>
    /// <inheritdoc cref="Mae"/>
    public static double Mape(ReadOnlySpan<float> actual, ReadOnlySpan<float> forecast)
    {
        CheckLengths(actual, forecast);
        double sum = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            sum += PercentageError(actual[i], forecast[i]);
        }

        return sum / actual.Length;
    }

    /// <summary>
    /// Symmetric mean absolute percentage error: 200 · Σ(|e| / (|y| + |f|)) / n, 0 to 200 per cent; a value with y = f = 0 counts as 0
    /// (Makridakis, Spiliotis &amp; Assimakopoulos 2020, the M4 competition).
    /// </summary>
    /// <inheritdoc cref="Mae"/>
    public static double Smape(ReadOnlySpan<float> actual, ReadOnlySpan<float> forecast)
    {
        CheckLengths(actual, forecast);
        double sum = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            sum += SymmetricPercentageError(actual[i], forecast[i]);
        }

        return sum / actual.Length;
    }

    /// <summary>
    /// Mean absolute scaled error: the MAE, divided by the MAE of the (seasonal-)naive forecast over the training values, Σ|y_t − y_{t−m}| / (n − m)
    /// (Hyndman &amp; Koehler 2006). Below 1 is better than naive. NaN when the training values never change over m steps.
    /// </summary>
    /// <param name="actual">At least one value.</param>
    /// <param name="forecast">As many.</param>
    /// <param name="training">The values before, more than <paramref name="period"/> of them.</param>
    /// <param name="period">m: 1 for the naive forecast, the season's length for the seasonal one.</param>
    /// <exception cref="ArgumentException">The lengths differ, there is nothing to measure, or the training values are too few.</exception>
    public static double Mase(ReadOnlySpan<float> actual, ReadOnlySpan<float> forecast, ReadOnlySpan<float> training, int period = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(period, 1);
        double error = Mae(actual, forecast);
        if (training.Length <= period)
        {
            throw new ArgumentException($"Expected more than {period} training values, found {training.Length}.", nameof(training));
        }

        double naive = Mae(training[period..], training[..^period]);
        return naive == 0 ? double.NaN : error / naive;
    }

    /// <summary>
    /// Overall weighted average of the M4 competition: the mean of sMAPE and MASE, each divided by that of a reference forecast (there Naive 2). Below 1 is better than it.
    /// NaN when the reference makes no error.
    /// </summary>
    /// <param name="smape">sMAPE, the mean over all series.</param>
    /// <param name="mase">MASE, the mean over all series.</param>
    /// <param name="referenceSmape">sMAPE of the reference.</param>
    /// <param name="referenceMase">MASE of the reference.</param>
    public static double Owa(double smape, double mase, double referenceSmape, double referenceMase) =>
        referenceSmape == 0 || referenceMase == 0 ? double.NaN : (smape / referenceSmape + mase / referenceMase) / 2;

    /// <summary>
    /// The score of predicted remaining lives (Saxena et al. 2008): Σ exp(−d/13) − 1 where d = predicted − actual is below 0, and exp(d/10) − 1 elsewhere. A life predicted too long
    /// costs more than one too short. A sum, not a mean: it grows with the number of values.
    /// </summary>
    /// <inheritdoc cref="Mae"/>
    public static double RemainingLifeScore(ReadOnlySpan<float> actual, ReadOnlySpan<float> forecast)
    {
        CheckLengths(actual, forecast);
        double sum = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            double late = (double)forecast[i] - actual[i];
            sum += DoubleMath.Exp(late < 0 ? -late / 13 : late / 10) - 1;
        }

        return sum;
    }

    /// <summary>1 − error / reference: 1 is perfect, 0 as good as the reference, below 0 worse. NaN when the reference makes no error.</summary>
    /// <param name="error">RMSE of the forecast.</param>
    /// <param name="reference">RMSE of the forecast to compare with.</param>
    public static double Skill(double error, double reference) => reference == 0 ? double.NaN : 1 - error / reference;

    internal static double PercentageError(double actual, double forecast) =>
        actual == 0 ? double.NaN : 100 * Math.Abs((actual - forecast) / actual);

    internal static double SymmetricPercentageError(double actual, double forecast)
    {
        double size = Math.Abs(actual) + Math.Abs(forecast);
        return size == 0 ? 0 : 200 * Math.Abs(actual - forecast) / size;
    }

    private static void CheckLengths(ReadOnlySpan<float> actual, ReadOnlySpan<float> forecast)
    {
        if (actual.IsEmpty)
        {
            throw new ArgumentException("There are no values to measure.", nameof(actual));
        }

        if (forecast.Length != actual.Length)
        {
            throw new ArgumentException($"Expected {actual.Length} values, found {forecast.Length}.", nameof(forecast));
        }
    }
}

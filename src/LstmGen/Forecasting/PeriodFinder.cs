namespace LstmGen.Forecasting;

/// <summary>
/// Finds the period of a series: the trend is taken off, the autocorrelation proposes the period, and the periodogram has to agree that there is
/// a peak above what lies around it (after the idea of Vlachos, Yu &amp; Castelli 2005).
/// </summary>
internal static class PeriodFinder
{
    /// <summary>How much of the best autocorrelation a shorter period must reach to be taken for the period itself.</summary>
    private const double ShareOfBest = 0.75;

    /// <summary>How much of the autocorrelation at the period must be left two periods on.</summary>
    private const double ShareOfNext = 0.5;

    /// <summary>Below this nothing repeats; and with r repetitions chance alone reaches about 1/√r.</summary>
    private const double LeastAutocorrelation = 0.2;

    /// <summary>How far a peak must stand above the median power within an octave either way.</summary>
    private const double LeastPeak = 12;

    /// <summary>Whole periods that must be there; fewer cannot be told from a wandering trend.</summary>
    private const int LeastPeriods = 3;

    /// <param name="series">Finite values.</param>
    /// <returns>The period in steps, and the autocorrelation at it; null when nothing repeats.</returns>
    public static (int Period, double Autocorrelation)? Find(ReadOnlySpan<double> series)
    {
        if (series.Length < 4 * LeastPeriods || Detrended(series) is not { } values)
        {
            return null;
        }

        (double[] power, double[] correlation) = Spectrum(values);
        int largest = series.Length / LeastPeriods;
        if (Propose(correlation, largest) is not { } lag ||
            correlation[lag] < Math.Max(LeastAutocorrelation, Math.Sqrt((double)lag / series.Length)) ||
            correlation[Near(correlation, 2 * lag, lag)] < ShareOfNext * correlation[lag] ||
            PeakHeight(power, (double)power.Length / lag, series.Length) < LeastPeak)
        {
            return null;
        }

        return (Refine(power, lag, series.Length), correlation[lag]);
    }

    /// <summary>The residuals of a least-squares line; null when there is nothing left but rounding.</summary>
    internal static double[]? Detrended(ReadOnlySpan<double> series)
    {
        int n = series.Length;
        double middle = (n - 1) / 2.0;
        double mean = 0;
        foreach (double value in series)
        {
            mean += value;
        }

        mean /= n;
        double slope = 0;
        double spread = 0;
        double total = 0;
        for (int t = 0; t < n; t++)
        {
            slope += (t - middle) * (series[t] - mean);
            spread += (t - middle) * (t - middle);
            total += series[t] * series[t];
        }

        slope /= spread;
        double left = 0;
        double[] values = new double[n];
        for (int t = 0; t < n; t++)
        {
            values[t] = series[t] - mean - slope * (t - middle);
            left += values[t] * values[t];
        }

        const double Rounding = 1e-12;
        return left > Rounding * total ? values : null;
    }

    /// <summary>The padded power spectrum, and the autocorrelation without the bias of shorter overlaps, up to two thirds of the length.</summary>
    private static (double[] Power, double[] Correlation) Spectrum(double[] values)
    {
        int n = values.Length;
        int padded = 1;
        // Twice the length keeps the ends apart; twice that again puts the places of the spectrum close enough to find its top between them.
        while (padded < 4 * n)
        {
            padded *= 2;
        }

        double[] re = new double[padded];
        double[] im = new double[padded];
        values.CopyTo(re, 0);
        Fourier.Transform(re, im);
        double[] power = new double[padded];
        for (int k = 0; k < padded; k++)
        {
            power[k] = re[k] * re[k] + im[k] * im[k];
        }

        // The power is real and even: its transform is the autocovariance.
        power.CopyTo(re, 0);
        Array.Clear(im);
        Fourier.Transform(re, im);
        double[] correlation = new double[2 * (n / LeastPeriods) + 1];
        for (int lag = 0; lag < correlation.Length; lag++)
        {
            correlation[lag] = re[lag] / re[0] * n / (n - lag);
        }

        return (power, correlation);
    }

    /// <summary>The shortest lag, past the first fall below zero, that is a peak and nearly as high as the highest.</summary>
    private static int? Propose(double[] correlation, int largest)
    {
        int start = Array.FindIndex(correlation, value => value < 0);
        if (start < 0 || start > largest)
        {
            return null;
        }

        double best = 0;
        for (int lag = start; lag <= largest; lag++)
        {
            best = Math.Max(best, correlation[lag]);
        }

        for (int lag = Math.Max(2, start); lag <= largest; lag++)
        {
            if (correlation[lag] > 0 && correlation[lag] >= ShareOfBest * best && lag == Highest(correlation, lag - lag / 4, lag + Math.Max(1, lag / 4)))
            {
                return lag;
            }
        }

        return null;
    }

    private static int Highest(double[] values, int from, int to)
    {
        int best = from;
        for (int i = from + 1; i <= Math.Min(to, values.Length - 1); i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }

    /// <summary>The power near a frequency over the median power from half to twice that frequency.</summary>
    private static double PeakHeight(double[] power, double frequency, int length)
    {
        // One whole cycle over the series is so many places of the padded spectrum.
        double cycle = (double)power.Length / length;
        double peak = 0;
        List<double> around = [];
        for (int k = Math.Max(1, (int)(frequency / 2)); k <= Math.Min(power.Length / 2, 2 * frequency); k++)
        {
            if (Math.Abs(k - frequency) <= 1.5 * cycle)
            {
                peak = Math.Max(peak, power[k]);
            }
            else
            {
                around.Add(power[k]);
            }
        }

        around.Sort();
        return around.Count == 0 || around[around.Count / 2] == 0 ? double.PositiveInfinity : peak / around[around.Count / 2];
    }

    /// <summary>The highest lag within an eighth of a period of the one expected.</summary>
    private static int Near(double[] correlation, int expected, double period)
    {
        int reach = Math.Max(1, (int)(period / 8));
        return Highest(correlation, expected - reach, expected + reach);
    }

    /// <summary>
    /// The period at the top of the periodogram's peak near the lag, from a parabola through its three highest places: the whole series says how long
    /// a period is, the autocorrelation of one lag only roughly.
    /// </summary>
    private static int Refine(double[] power, int lag, int length)
    {
        int from = Math.Max(1, (int)((double)power.Length / lag - (double)power.Length / length));
        int to = (int)((double)power.Length / lag + (double)power.Length / length);
        int top = Highest(power, from, to);
        double bend = power[top - 1] - 2 * power[top] + power[top + 1];
        double aside = bend < 0 ? Math.Clamp(0.5 * (power[top - 1] - power[top + 1]) / bend, -0.5, 0.5) : 0;
        double period = power.Length / (top + aside);
        return Math.Abs(period - lag) <= lag / 16 ? (int)Math.Round(period) : lag;
    }
}

using System.Globalization;

namespace LstmGen.Samples;

/// <summary>Figures as tables have them: the same text in every culture.</summary>
internal static class Figure
{
    public static string Of(double value, int digits = 3) => value.ToString($"F{digits}", CultureInfo.InvariantCulture);

    /// <summary>Digits that count, for values of very different sizes.</summary>
    public static string Short(double value) => value.ToString("G3", CultureInfo.InvariantCulture).Replace("E-0", "e-", StringComparison.Ordinal).Replace("E-", "e-", StringComparison.Ordinal);

    public static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share in per cent with its sign, such as a skill.</summary>
    public static string Skill(double share) => share.ToString("+0.0 %;-0.0 %;0.0 %", CultureInfo.InvariantCulture);

    /// <summary>A share in per cent.</summary>
    public static string Share(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);

    /// <summary>The least and the most of several seeds.</summary>
    public static string Spread(IEnumerable<double> values, int digits = 3) => $"{Of(values.Min(), digits)} to {Of(values.Max(), digits)}";

    /// <summary>Mean and standard deviation (of the sample) of several seeds; of one seed its value.</summary>
    public static string Mean(IReadOnlyCollection<double> values, int digits = 2) => values.Count == 1 ? Of(values.First(), digits) : $"{Of(values.Average(), digits)} ± {Of(Deviation(values), digits)}";

    /// <summary>Of the sample, with n − 1.</summary>
    public static double Deviation(IReadOnlyCollection<double> values)
    {
        double mean = values.Average();
        return values.Count < 2 ? 0 : Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1));
    }

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[sorted.Length / 2 - 1] + sorted[sorted.Length / 2]) / 2;
    }
}

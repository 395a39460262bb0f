namespace LstmGen.Forecasting;

/// <summary>Probabilities that callers give: checks, and the ends of an interval.</summary>
internal static class Probability
{
    public static void Check(double probability, string name)
    {
        if (!(probability > 0 && probability < 1))
        {
            throw new ArgumentOutOfRangeException(name, probability, "Expected a number above 0 and below 1.");
        }
    }

    /// <summary>The probabilities at the ends of the interval that leaves as much below as above.</summary>
    public static (double Low, double High) EndsOf(double level)
    {
        Check(level, nameof(level));

        // 0.8 leaves 0.1 and 0.9, which a list of quantiles may hold, and not 0.09999999999999998.
        double low = Math.Round((1 - level) / 2, 12);
        return low > 0 ? (low, 1 - low) : ((1 - level) / 2, 1 - (1 - level) / 2);
    }
}

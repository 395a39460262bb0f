namespace LstmGen.Conformance;

/// <summary>Compares vectors relative to the largest element of what is expected.</summary>
internal static class Close
{
    /// <summary>Every element within tolerance · the largest expected magnitude.</summary>
    /// <param name="floor">The least magnitude to measure by, for vectors that are zero up to rounding.</param>
    public static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string what, double floor = 0)
    {
        Assert.True(expected.Length == actual.Length, $"{what}: expected {expected.Length} values, not {actual.Length}.");
        double scale = floor;
        foreach (double value in expected)
        {
            scale = Math.Max(scale, Math.Abs(value));
        }

        int worst = -1;
        double worstError = tolerance * scale;
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(expected[i] - actual[i]);
            if (!(error <= worstError))
            {
                worst = i;
                worstError = double.IsNaN(error) ? double.PositiveInfinity : error;
            }
        }

        Assert.True(
            worst < 0,
            worst < 0 ? string.Empty : $"{what}[{worst}] of {expected.Length}: expected {expected[worst]:R}, was {actual[worst]:R}; off by {worstError / scale:E2} of the largest, {scale:R}; allowed {tolerance:E1}.");
    }

    /// <inheritdoc cref="Equal(ReadOnlySpan{double}, ReadOnlySpan{double}, double, string, double)"/>
    public static void Equal(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double tolerance, string what, double floor = 0) =>
        Equal(expected, Widen(actual), tolerance, what, floor);

    public static double[] Widen(ReadOnlySpan<float> values)
    {
        double[] wide = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }

    public static float[] Narrow(ReadOnlySpan<double> values)
    {
        float[] narrow = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            narrow[i] = (float)values[i];
        }

        return narrow;
    }
}

namespace LstmGen.Tests.Heads;

/// <summary>Compares values one by one.</summary>
internal static class Near
{
    public static void Equal(double[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"value {i}: expected {expected[i]:R}, was {actual[i]:R}");
        }
    }

    /// <summary>The slopes of a function of many values, by central differences.</summary>
    public static double[] Slopes(double[] values, Func<double[], double> function, double step = 1e-5)
    {
        double[] slopes = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double kept = values[i];
            values[i] = kept + step;
            double above = function(values);
            values[i] = kept - step;
            slopes[i] = (above - function(values)) / (2 * step);
            values[i] = kept;
        }

        return slopes;
    }

    public static double[] Wide(float[] values) => [.. values.Select(value => (double)value)];
}

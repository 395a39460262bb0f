namespace LstmGen;

/// <summary>How one column is scaled: (x − offset) / scale. Sums run in order, in double precision.</summary>
internal readonly record struct ColumnScale(float Offset, float Scale)
{
    public static ColumnScale Identity { get; } = new(0f, 1f);

    /// <param name="kind">How.</param>
    /// <param name="values">At least one, finite. Reordered.</param>
    /// <param name="column">For the message.</param>
    public static ColumnScale Fit(Scaling kind, Span<float> values, string column)
    {
        if (kind == Scaling.None)
        {
            return Identity;
        }

        (float minimum, float maximum) = Range(values);
        if (minimum == maximum)
        {
            return new ColumnScale(minimum, 1f);
        }

        (double offset, double scale) = kind switch
        {
            Scaling.MinMax => (minimum, (double)maximum - minimum),
            Scaling.Standard => MeanAndDeviation(values),
            Scaling.Robust => MedianAndQuartiles(values),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Expected None, MinMax, Standard or Robust."),
        };
        if (!float.IsFinite((float)scale))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{column} runs from {minimum} to {maximum}: its spread is beyond the range of a float. Divide it by a constant first."),
                nameof(values));
        }

        return new ColumnScale((float)offset, (float)scale == 0f ? 1f : (float)scale);
    }

    private static (float Minimum, float Maximum) Range(ReadOnlySpan<float> values)
    {
        float minimum = values[0];
        float maximum = values[0];
        foreach (float value in values)
        {
            minimum = value < minimum ? value : minimum;
            maximum = value > maximum ? value : maximum;
        }

        return (minimum, maximum);
    }

    private static (double Mean, double Deviation) MeanAndDeviation(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += value;
        }

        double mean = sum / values.Length;
        double squares = 0;
        foreach (float value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, Math.Sqrt(squares / values.Length));
    }

    private static (double Median, double Range) MedianAndQuartiles(Span<float> values)
    {
        values.Sort();
        return (Quantile(values, 0.5), Quantile(values, 0.75) - Quantile(values, 0.25));
    }

    /// <summary>Linear between the two nearest ranks (type 7 of Hyndman &amp; Fan 1996, NumPy's default).</summary>
    private static double Quantile(ReadOnlySpan<float> sorted, double q)
    {
        double position = q * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * ((double)sorted[above] - sorted[below]);
    }
}

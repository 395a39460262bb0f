namespace LstmGen;

/// <summary>How one column is scaled: (x − offset) / scale. Sums run in order, in double precision.</summary>
internal readonly record struct ColumnScale(double Offset, double Scale)
{
    /// <summary>A spread of at most so many units of the last place of a double is what arithmetic left, and not the column's: 2⁻⁴⁶ of its largest value.</summary>
    private const double RoundingNoise = 1.0 / (1L << 46);

    public static ColumnScale Identity { get; } = new(0, 1);

    /// <param name="kind">How.</param>
    /// <param name="values">At least one, finite. Reordered.</param>
    /// <param name="single">Whether the values came in single precision: offset and scale are then rounded to it.</param>
    /// <param name="column">For the message.</param>
    public static ColumnScale Fit(Scaling kind, Span<double> values, bool single, string column)
    {
        if (kind == Scaling.None)
        {
            return Identity;
        }

        (double minimum, double maximum) = Range(values);
        if (maximum - minimum <= RoundingNoise * Math.Max(-minimum, maximum))
        {
            return new ColumnScale(minimum, 1);
        }

        (double offset, double scale) = kind switch
        {
            Scaling.MinMax => (minimum, maximum - minimum),
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

        return single
            ? new ColumnScale((float)offset, (float)scale == 0f ? 1 : (float)scale)
            : new ColumnScale(offset, scale == 0 ? 1 : scale);
    }

    private static (double Minimum, double Maximum) Range(ReadOnlySpan<double> values)
    {
        double minimum = values[0];
        double maximum = values[0];
        foreach (double value in values)
        {
            minimum = value < minimum ? value : minimum;
            maximum = value > maximum ? value : maximum;
        }

        return (minimum, maximum);
    }

    private static (double Mean, double Deviation) MeanAndDeviation(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        double mean = sum / values.Length;
        double squares = 0;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }

        return (mean, Math.Sqrt(squares / values.Length));
    }

    private static (double Median, double Range) MedianAndQuartiles(Span<double> values)
    {
        values.Sort();
        return (Quantile(values, 0.5), Quantile(values, 0.75) - Quantile(values, 0.25));
    }

    /// <summary>Linear between the two nearest ranks (type 7 of Hyndman &amp; Fan 1996, NumPy's default).</summary>
    private static double Quantile(ReadOnlySpan<double> sorted, double q)
    {
        double position = q * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}

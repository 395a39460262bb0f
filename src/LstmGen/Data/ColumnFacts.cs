namespace LstmGen;

/// <summary>What a column's values are like.</summary>
/// <param name="Name">For messages, at the start of a sentence.</param>
/// <param name="IsTarget">Whether it is a target column.</param>
/// <param name="Minimum">The least value.</param>
/// <param name="Maximum">The greatest value.</param>
/// <param name="Magnitude">The root of the mean square.</param>
/// <param name="Farthest">The greatest distance from the scaler's offset, in its scales; 0 without a scaler.</param>
/// <param name="ShareFar">The share of values farther than <see cref="Far"/> scales from it.</param>
internal sealed record ColumnFacts(string Name, bool IsTarget, double Minimum, double Maximum, double Magnitude, double Farthest, double ShareFar)
{
    /// <summary>Scales from the offset at which a value is far: of the data that a standard scaler was fitted to, at most 1/100 can be (Chebyshev).</summary>
    public const double Far = 10.0;

    /// <summary>Whether the column never changes.</summary>
    public bool IsConstant => Minimum == Maximum;

    /// <summary>The facts of one column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="scale">What the scaler does to it; null without one.</param>
    public static ColumnFacts Of(WindowColumn column, ColumnScale? scale)
    {
        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity, squares = 0, farthest = 0;
        long far = 0, count = 0;
        foreach (double value in column.Values())
        {
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
            squares += value * value;
            count++;
            if (scale is not { } by) continue;
            double distance = Math.Abs(value - by.Offset) / by.Scale;
            farthest = Math.Max(farthest, distance);
            far += distance > Far ? 1 : 0;
        }

        return new(column.Name, column.IsTarget, minimum, maximum, Math.Sqrt(squares / count), farthest, (double)far / count);
    }
}

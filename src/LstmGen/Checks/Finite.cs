using LstmGen.Kernels;

namespace LstmGen.Checks;

/// <summary>The one rule for numbers that are none: a public call that reads numbers refuses NaN and infinity, by row and column, before it changes anything.</summary>
internal static class Finite
{
    public static string Describe(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "+infinity" : double.IsNegativeInfinity(value) ? "-infinity" : "finite";

    /// <summary>The index of the first value that is NaN or infinite, or −1.</summary>
    public static int IndexOfBad(ReadOnlySpan<float> values)
    {
        if (VectorOps.AllFinite(values)) return -1;
        int i = 0;
        while (float.IsFinite(values[i]))
        {
            i++;
        }

        return i;
    }

    /// <summary>The index of the first value that is NaN or infinite, or −1.</summary>
    public static int IndexOfBad(ReadOnlySpan<double> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i])) return i;
        }

        return -1;
    }

    /// <summary>Throws if a value is NaN or infinite.</summary>
    /// <param name="values">Rows of so many columns.</param>
    /// <param name="columns">Values of a row.</param>
    /// <param name="argument">For the message.</param>
    /// <param name="number">Of the window among several, or −1.</param>
    /// <param name="firstRow">The number of the first row.</param>
    /// <param name="what">What the rows are rows of, where there are several.</param>
    public static void Check(ReadOnlySpan<float> values, int columns, string argument, int number = -1, int firstRow = 0, string what = "window")
    {
        if (!VectorOps.AllFinite(values)) Throw(IndexOfBad(values), Describe(values[IndexOfBad(values)]), columns, argument, number, firstRow, what);
    }

    /// <inheritdoc cref="Check(ReadOnlySpan{float}, int, string, int, int, string)"/>
    public static void Check(ReadOnlySpan<double> values, int columns, string argument, int number = -1, int firstRow = 0, string what = "window")
    {
        if (IndexOfBad(values) is var bad and >= 0) Throw(bad, Describe(values[bad]), columns, argument, number, firstRow, what);
    }

    /// <summary>For a batch to learn from: throws what a batch throws whose loss is not finite, so that a learner has one thing to catch before it goes on.</summary>
    /// <param name="values">Rows of so many columns.</param>
    /// <param name="columns">Values of a row.</param>
    /// <param name="what">What the rows are rows of.</param>
    /// <param name="number">Its number in the batch.</param>
    /// <exception cref="NotFiniteNumberException">A value is NaN or infinite.</exception>
    public static void CheckBatch(ReadOnlySpan<float> values, int columns, string what, int number)
    {
        if (!VectorOps.AllFinite(values)) throw BadBatch(values, columns, what, number);
    }

    private static NotFiniteNumberException BadBatch(ReadOnlySpan<float> values, int columns, string what, int number)
    {
        int bad = IndexOfBad(values);
        return new($"{Describe(bad, Describe(values[bad]), columns, number, 0, what)} Nothing has changed: leave it out, and go on with the next batch.", values[bad]);
    }

    // Words are put together apart from the check, so that a first call compiles the check alone.
    private static void Throw(int bad, string value, int columns, string argument, int number, int firstRow, string what) =>
        throw new ArgumentException($"{Describe(bad, value, columns, number, firstRow, what)} Fill in or leave out such rows first.", argument);

    private static string Describe(int bad, string value, int columns, int number, int firstRow, string what)
    {
        string of = number < 0 ? "" : $" of {what} {number}";
        return $"Expected finite values, but row {firstRow + bad / columns}, column {bad % columns}{of} is {value}.";
    }
}

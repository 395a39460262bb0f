using System.Globalization;

namespace LstmGen.Metrics;

/// <summary>Throws if actual and predicted values do not belong together.</summary>
internal static class Pairs
{
    public static void Check(int actual, int predicted, int columns = 1, int steps = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        if (actual == 0) throw new ArgumentException("Expected at least one value, but got none.", nameof(actual));
        if (actual % ((long)columns * steps) != 0)
        {
            throw new ArgumentException($"Expected whole rows of {steps} steps × {columns} columns, but got {actual} values.", nameof(actual));
        }

        CheckCount(actual, predicted, nameof(predicted));
    }

    public static void CheckCount(long expected, int count, string name)
    {
        if (count != expected) throw new ArgumentException($"Expected {expected} values, but got {count}.", name);
    }

    public static double Finite(double value, int place, string name) => double.IsFinite(value)
        ? value
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected finite values, but value {place} is {value}."), name);

    public static void CheckProbability(double probability, string name)
    {
        if (!(probability > 0 && probability < 1)) throw new ArgumentOutOfRangeException(name, probability, "Expected a number above 0 and below 1.");
    }
}

using System.Runtime.CompilerServices;

namespace LstmGen.Checks;

/// <summary>The checks of numbers that users set.</summary>
internal static class Hyperparameter
{
    /// <summary>A finite number of at least 0.</summary>
    public static double NotNegative(double value, [CallerMemberName] string name = "") =>
        value >= 0.0 && double.IsFinite(value) ? value : throw Refused(name, value, "Expected a finite number of at least 0.");

    /// <summary>A finite number above 0.</summary>
    public static double Positive(double value, [CallerMemberName] string name = "") =>
        value > 0.0 && double.IsFinite(value) ? value : throw Refused(name, value, "Expected a finite number above 0.");

    /// <summary>At least 0 and below 1.</summary>
    public static double Share(double value, [CallerMemberName] string name = "") =>
        value is >= 0.0 and < 1.0 ? value : throw Refused(name, value, "Expected a number of at least 0 and below 1.");

    /// <summary>Above 0, at most 1.</summary>
    public static double Factor(double value, [CallerMemberName] string name = "") =>
        value is > 0.0 and <= 1.0 ? value : throw Refused(name, value, "Expected a number above 0 and of at most 1.");

    /// <summary>At least so much.</summary>
    public static int AtLeast(int least, int value, [CallerMemberName] string name = "") =>
        value >= least ? value : throw Refused(name, value, $"Expected a number of at least {least}.");

    private static ArgumentOutOfRangeException Refused(string name, object value, string expected) => new(name, value, expected);
}

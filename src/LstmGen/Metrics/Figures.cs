using System.Globalization;

namespace LstmGen.Metrics;

/// <summary>How reports write measures: with the digits that say something, in no culture, and where there is no such number, that there is none.</summary>
internal static class Figures
{
    private const string Undefined = "undefined";

    /// <summary>Percentages from here on are written in six digits.</summary>
    private const double ManyPercent = 10_000.0;

    /// <summary>Four digits.</summary>
    public static string Number(double value) => Format(value, "G4");

    /// <summary>A number with decimals, such as a share.</summary>
    public static string Fixed(double value, int decimals) => Format(value, Math.Abs(value) < 1e6 ? $"F{decimals}" : "G6");

    /// <summary>Per cent, with a decimal.</summary>
    public static string Percent(double percent) => double.IsFinite(percent) ? $"{Format(percent, Math.Abs(percent) is > 0.0 and < 1.0 ? "G3" : Math.Abs(percent) < ManyPercent ? "F1" : "G6")} %" : Undefined;

    /// <summary>A skill of 1 as +100.0%.</summary>
    public static string Skill(double skill)
    {
        double percent = 100 * skill;
        return !double.IsFinite(percent) ? Undefined
            : Math.Abs(percent) < ManyPercent ? percent.ToString("+0.0'%';-0.0'%';0.0'%'", CultureInfo.InvariantCulture)
            : $"{(percent > 0 ? "+" : "")}{percent.ToString("G6", CultureInfo.InvariantCulture)}%";
    }

    private static string Format(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : Undefined;
}

using System.Globalization;

namespace LstmGen.Generator.Planning;

/// <summary>Numbers and words in messages, comments and code, the same in every culture.</summary>
internal static class Text
{
    public static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Count(long number, string noun) => $"{Number(number)} {noun}{(number == 1 ? "" : noun.EndsWith("s", StringComparison.Ordinal) ? "es" : "s")}";

    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>An int as C# writes it. Not every culture's minus sign is one to C#: write what may be negative with this.</summary>
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text as C# writes it.</summary>
    public static string Quoted(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>A float as C# writes it.</summary>
    public static string Literal(float value) => value.ToString("R", CultureInfo.InvariantCulture) + "f";
}

using System.Globalization;
using System.Text;

namespace LstmGen.Generator.Writing;

/// <summary>Numbers and words in messages, comments and code, the same in every culture.</summary>
internal static class Text
{
    public static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static string Count(long number, string noun) => $"{Number(number)} {noun}{(number == 1 ? "" : noun.EndsWith("s", StringComparison.Ordinal) ? "es" : "s")}";

    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>An int as C# writes it. Not every culture's minus sign is one to C#: write what may be negative with this.</summary>
    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A text as C# writes it: a literal on one line, of letters that any editor shows.</summary>
    public static string Quoted(string text)
    {
        var literal = new StringBuilder(text.Length + 2).Append('"');
        for (int i = 0; i < text.Length; i++)
        {
            bool isPair = char.IsSurrogatePair(text, i) && !IsHidden(CharUnicodeInfo.GetUnicodeCategory(text, i));
            literal.Append(isPair ? text.Substring(i, 2) : Escaped(text[i]));
            i += isPair ? 1 : 0;
        }

        return literal.Append('"').ToString();
    }

    private static string Escaped(char letter) => letter switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when IsHidden(CharUnicodeInfo.GetUnicodeCategory(letter)) => "\\u" + ((int)letter).ToString("x4", CultureInfo.InvariantCulture),
        _ => letter.ToString(),
    };

    private static bool IsHidden(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse;

    /// <summary>A double as C# writes it.</summary>
    public static string Literal(double value) => value.ToString("R", CultureInfo.InvariantCulture) + "d";

    /// <summary>A float as C# writes it.</summary>
    public static string Literal(float value) => value.ToString("R", CultureInfo.InvariantCulture) + "f";
}

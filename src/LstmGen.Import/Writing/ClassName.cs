using System.Globalization;
using System.Text;

namespace LstmGen.Import;

/// <summary>Names of classes: checked, cut, and made of files' names.</summary>
internal static class ClassName
{
    private static readonly HashSet<string> s_keywords = new(
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default", "delegate", "do", "double", "else",
        "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long",
        "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof",
        "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    ], StringComparer.Ordinal);

    /// <summary>Namespace and name.</summary>
    /// <exception cref="ArgumentException">It is no name of a C# class.</exception>
    public static (string Namespace, string Name) Split(string className)
    {
        ArgumentException.ThrowIfNullOrEmpty(className);
        string[] parts = className.Split('.');
        if (!Array.TrueForAll(parts, IsIdentifier))
        {
            throw new ArgumentException($"Expected the name of a C# class, with its namespace, but got '{className}'.", nameof(className));
        }

        return (string.Join('.', parts[..^1]), parts[^1]);
    }

    /// <summary>A name made of a file's: <c>price-model.keras</c> PriceModel.</summary>
    public static string Of(string path)
    {
        var name = new StringBuilder();
        bool upper = true;
        foreach (char letter in Path.GetFileNameWithoutExtension(path))
        {
            if (!char.IsLetterOrDigit(letter))
            {
                upper = true;
                continue;
            }

            if (name.Length == 0 && char.IsDigit(letter)) name.Append("Model");
            name.Append(upper ? char.ToUpper(letter, CultureInfo.InvariantCulture) : letter);
            upper = false;
        }

        return name.Length == 0 ? "Model" : name.ToString();
    }

    private static bool IsIdentifier(string part) =>
        part.Length > 0 && (char.IsLetter(part[0]) || part[0] == '_') && part.All(letter => char.IsLetterOrDigit(letter) || letter == '_') && !s_keywords.Contains(part);
}

using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests;

/// <summary>Arguments of attributes as C# writes them: sensible ones, extreme ones, and such as do not compile.</summary>
internal sealed class RandomValues(Random random)
{
    private static readonly string[] s_texts =
    [
        "O", "B-A", "I-A", "E-A", "S-A", "", " ", "O", "B-", "\uD800", "B-\uDC00", "\0", "\r\n", "\"", "\\", "*/", "//", "{0}", "{", "B-模型", "I-模型", "B-Ärger", "\u202E", "\uFFFF", "😀", "B-😀", "<&>",
    ];

    private static readonly string[] s_integers =
        ["0", "-1", "1", "2", "3", "int.MinValue", "int.MaxValue", "65_536", "65_537", "4_097", "100_001", "1 << 24", "'a'", "(byte)200", "-(5)", "unchecked((int)0xFFFFFFFF)", "Sizes.Units", "Sizes.Twice"];

    private static readonly string[] s_numbers =
    [
        "0", "1", "-0.0", "0.5", "1e-300", "double.NaN", "double.PositiveInfinity", "double.NegativeInfinity", "double.MaxValue", "double.Epsilon", "1 - 1e-17", "0.1f", "float.NaN", "-1", "int.MaxValue", "5e-324", "Sizes.Rate",
    ];

    private static readonly string[] s_wrong = ["null", "\"1\"", "1m", "typeof(int)", "new object()", "Unknown", "default", "default(int)", "new[] { 1 }", "1 / 0", "\"a\" + 1", "nameof(Unknown)", "Activation.Nothing", "long.MaxValue"];

    /// <summary>A value for a parameter or a property of that type.</summary>
    public string Of(Type type, bool sensible)
    {
        if (!sensible && random.Next(12) == 0)
        {
            return Pick(s_wrong);
        }

        return type switch
        {
            _ when type == typeof(int) => sensible ? random.Next(1, 5).ToString(CultureInfo.InvariantCulture) : Pick(s_integers),
            _ when type == typeof(double) => sensible ? Pick(["0.1", "0.25", "0.5"]) : Pick(s_numbers),
            _ when type == typeof(bool) => random.Next(2) == 0 ? "true" : "false",
            _ when type == typeof(string[]) => List("string", () => sensible || random.Next(6) > 0 ? SymbolDisplay.FormatLiteral(Pick(s_texts), quote: true) : "null"),
            _ when type == typeof(double[]) => sensible ? Pick(["new[] { 0.1, 0.9 }", "new[] { 1.0, 2.0 }", "new double[0]"]) : List("double", () => Pick(s_numbers)),
            _ when type.IsEnum => Member(type, sensible),
            _ => "null",
        };
    }

    /// <summary>A name in any script, with an @ where it is a keyword.</summary>
    public string Name() => Pick(
    [
        "Model", "Größe", "模型", "Модель", "नमूना", "نموذج", "M\u0301x", "a\u203Fb", "a\u200Db", "ﬁ", "_", "__", "@class", "@record", "@event", "@nint", "@var", "State", "Predict", "Tag", "Lstm", "LstmModel", "System", "LstmGen", "Packed",
        "value", "Kernels", "MODEL", "model", "İ", "ı", new string('n', 300), "\\u0041b", "Μ", "Description", "Step", "Dense", "Span", "Float",
    ]);

    private string Pick(string[] from) => from[random.Next(from.Length)];

    private string Member(Type type, bool sensible)
    {
        string[] names = Enum.GetNames(type);
        return sensible || random.Next(4) > 0 ? $"{type.Name}.{Pick(names)}" : $"({type.Name})({Pick(["99", "-1", "int.MinValue", "int.MaxValue", "0"])})";
    }

    private string List(string type, Func<string> item)
    {
        int count = random.Next(10) switch { 0 => 0, 1 => random.Next(90, 1_500), < 5 => 3, _ => random.Next(1, 6) };
        string items = string.Join(", ", Enumerable.Range(0, count).Select(_ => item()));
        return random.Next(12) switch { 0 => "null", 1 => $"[{items}]", 2 => $"new {type}[{count}]", 3 => $"new object[] {{ {items} }}", _ => $"new {type}[] {{ {items} }}" };
    }
}

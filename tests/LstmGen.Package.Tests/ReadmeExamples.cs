using System.Text;
using LstmGen.Docs.Tests;

namespace LstmGen.Package.Tests;

/// <summary>The programs of the README and of the first steps as code for projects of any kind: each a class with a method, in a namespace of its own.</summary>
internal static class ReadmeExamples
{
    private static readonly string[] s_pages = ["README.md", "docs/first-steps.md"];

    /// <summary>One file, and the calls that run what is in it.</summary>
    public static (string Code, string Calls) Wrapped()
    {
        string[] programs = [.. s_pages.SelectMany(page => MarkdownExamples.In(File.ReadAllText(Path.Combine(PackageFeed.Root(), page)))).Select(example => example.Program)];
        IEnumerable<string> usings = programs.SelectMany(program => program.Split('\n')).Where(IsUsing).Distinct().Order(StringComparer.Ordinal);
        var code = new StringBuilder(string.Join('\n', usings) + "\n\n");
        var calls = new StringBuilder();
        for (int i = 0; i < programs.Length; i++)
        {
            (string statements, string types) = Split(programs[i]);
            code.Append($"namespace Readme{i}\n{{\n    public static class Example\n    {{\n        public static void Run()\n        {{\n")
                .Append(statements).Append("        }\n    }\n\n").Append(types).Append("}\n\n");
            calls.Append($"Readme{i}.Example.Run();\n");
        }

        return (code.ToString(), calls.ToString());
    }

    private static bool IsUsing(string line) => line.StartsWith("using LstmGen", StringComparison.Ordinal);

    /// <summary>Statements come first in a program, then the declarations of types, the first with an attribute; the usings stand above all.</summary>
    private static (string Statements, string Types) Split(string program)
    {
        string[] lines = program.Split('\n');
        int types = Array.FindIndex(lines, line => line.StartsWith("[Lstm", StringComparison.Ordinal));
        Assert.True(types > 0, program);
        IEnumerable<string> statements = lines[..types].Where(line => !IsUsing(line));
        return (string.Join('\n', statements) + "\n", string.Join('\n', lines[types..]) + "\n");
    }
}

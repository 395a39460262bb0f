using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests;

/// <summary>A user's project in memory, as strict as a compiler can be.</summary>
internal static class TestCompilation
{
    /// <summary>Lines before a source's own.</summary>
    public const int HeaderLines = 1;

    private const int EveryWarning = 9999;

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Default, DocumentationMode.Diagnose);

    /// <summary>The framework and the LstmGen runtime.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (IsFramework(name) || name == "LstmGen.dll"))
            .Order(StringComparer.Ordinal)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    public static CSharpCompilation Of(params string[] sources) => CSharpCompilation.Create(
        "User",
        sources.Select((source, index) => Parse(source, index)),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: EveryWarning,
            checkOverflow: true));

    public static SyntaxTree Parse(string source, int index = 0) =>
        CSharpSyntaxTree.ParseText("using LstmGen;\n" + source, ParseOptions, $"Source{index}.cs", System.Text.Encoding.UTF8);

    /// <summary>The same texts, parsed anew: nothing may be recognised by reference.</summary>
    public static CSharpCompilation Reparsed(CSharpCompilation compilation) =>
        compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(
            compilation.SyntaxTrees.Select(tree => CSharpSyntaxTree.ParseText(tree.GetText(), ParseOptions, tree.FilePath)));

    private static bool IsFramework(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll" or "Microsoft.Win32.Primitives.dll";
}

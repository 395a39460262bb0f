using System.Collections.Immutable;
using LstmGen.Conformance.Models;
using LstmGen.Generator;
using LstmGen.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Conformance.Stacks;

/// <summary>What the analyzer says of declarations, all in one compilation.</summary>
internal static class DeclarationJudge
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Latest);

    /// <summary>For each shape what is reported on its lines.</summary>
    public static IReadOnlyList<IReadOnlyList<Diagnostic>> Judge(IReadOnlyList<ModelShape> shapes)
    {
        CSharpCompilation compilation = Compilation(shapes);
        ImmutableArray<Diagnostic> found = compilation.WithAnalyzers([new LstmModelAnalyzer()]).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();
        return [.. compilation.SyntaxTrees.Select(tree => (IReadOnlyList<Diagnostic>)[.. found.Where(diagnostic => diagnostic.Location.SourceTree == tree)])];
    }

    /// <summary>What the compiler says of declarations with what the generator makes of them.</summary>
    public static IReadOnlyList<Diagnostic> CompilerErrors(IReadOnlyList<ModelShape> shapes)
    {
        CSharpGeneratorDriver.Create([new LstmModelGenerator().AsSourceGenerator()], parseOptions: s_options)
            .RunGeneratorsAndUpdateCompilation(Compilation(shapes), out Compilation generated, out ImmutableArray<Diagnostic> reported);
        return [.. reported, .. generated.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];
    }

    private static CSharpCompilation Compilation(IReadOnlyList<ModelShape> shapes) => CSharpCompilation.Create(
        "Declarations",
        shapes.Select((shape, index) => CSharpSyntaxTree.ParseText($"using LstmGen;\n{shape.Declaration($"Drawn{index}")}", s_options)),
        ModelCompiler.References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}

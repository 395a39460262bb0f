using System.Collections.Immutable;
using LstmGen.Generator;
using LstmGen.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Emit;

namespace LstmGen.Docs.Tests;

/// <summary>Compiles code of a page as a new project would: with the generator, its analyzers, nullable references and implicit usings.</summary>
internal static class ExampleCompiler
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest);

    private static readonly SyntaxTree s_implicitUsings = CSharpSyntaxTree.ParseText(ImplicitUsings, s_parseOptions);

    private static readonly SyntaxTree s_library = CSharpSyntaxTree.ParseText("global using LstmGen;", s_parseOptions);

    /// <summary>What a program may use: the shared frameworks and the packages of this repository. Read once.</summary>
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_references = new(() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => path.Contains($"{Path.DirectorySeparatorChar}shared{Path.DirectorySeparatorChar}Microsoft.", StringComparison.Ordinal))
            .Concat(Packages)
            .Select(path => MetadataReference.CreateFromFile(path)),
    ]);

    private static IEnumerable<string> Packages => new[]
    {
        typeof(SequenceModel), typeof(Text.Vocabulary), typeof(Compiler.ModelCompiler), typeof(Import.FileImporter), typeof(Watch.TrainingPage),
    }.Select(type => type.Assembly.Location);

    /// <summary>A program of several blocks: statements in their order, then the declarations of types.</summary>
    public static string Join(IEnumerable<string> blocks)
    {
        CompilationUnitSyntax[] units = [.. blocks.Select(block => CSharpSyntaxTree.ParseText(block, s_parseOptions).GetCompilationUnitRoot())];
        IEnumerable<string> usings = units.SelectMany(unit => unit.Usings).Select(line => line.ToFullString());
        ILookup<bool, string> members = units.SelectMany(unit => unit.Members).ToLookup(member => member is GlobalStatementSyntax, member => member.ToFullString());
        return string.Concat([.. usings, .. members[true], .. members[false]]);
    }

    /// <summary>The assembly of a program, which compiles without an error or a warning.</summary>
    public static byte[] Program(string program)
    {
        Compilation compilation = Generate(program, OutputKind.ConsoleApplication);
        using var stream = new MemoryStream();
        EmitResult emitted = compilation.Emit(stream);
        Diagnostic[] messages = Messages(compilation, emitted.Diagnostics);
        Assert.True(emitted.Success && messages.Length == 0, string.Join('\n', messages.Select(message => message.ToString())) + "\n" + program);
        return stream.ToArray();
    }

    /// <summary>Everything that the compiler, the generator and its analyzers say of declarations, hints aside, in the order of the source.</summary>
    public static Diagnostic[] OfDeclarations(string declarations)
    {
        Compilation compilation = Generate(declarations, OutputKind.DynamicallyLinkedLibrary, s_library);
        return Messages(compilation, compilation.GetDiagnostics());
    }

    /// <summary>The files that the generator writes for declarations.</summary>
    public static string[] Generated(string declarations) =>
        [.. Generate(declarations, OutputKind.DynamicallyLinkedLibrary, s_library).SyntaxTrees.Skip(3).Select(tree => tree.ToString().ReplaceLineEndings("\n"))];

    private static Compilation Generate(string code, OutputKind kind, params SyntaxTree[] more)
    {
        var compilation = CSharpCompilation.Create(
            $"Example{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(code, s_parseOptions), s_implicitUsings, .. more],
            s_references.Value,
            new CSharpCompilationOptions(kind, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        CSharpGeneratorDriver.Create([new LstmModelGenerator().AsSourceGenerator()], parseOptions: s_parseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation generated, out _);
        return generated;
    }

    private static Diagnostic[] Messages(Compilation compilation, ImmutableArray<Diagnostic> ofCompiler)
    {
        ImmutableArray<DiagnosticAnalyzer> analyzers = [new LstmModelAnalyzer(), new ModelWarningAnalyzer(), new SeasonAnalyzer()];
        return
        [
            .. ofCompiler.Concat(compilation.WithAnalyzers(analyzers).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult())
                .Where(message => message.Severity >= DiagnosticSeverity.Warning)
                .OrderBy(message => message.Location.SourceSpan.Start),
        ];
    }
}

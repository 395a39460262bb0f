using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests;

/// <summary>
/// One run of the generator over sources, under a hostile culture. Every run also checks that a second one, over the same texts parsed anew,
/// repeats nothing and writes the same, and that nothing kept between runs holds on to the compiler.
/// </summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(CSharpCompilation output, ImmutableArray<GeneratedSourceResult> sources)
    {
        Output = output;
        Sources = sources;
    }

    /// <summary>Of the steps that the generator tracks.</summary>
    public static ImmutableArray<string> TrackingNames { get; } =
    [
        .. typeof(LstmModelGenerator.TrackingNames)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!),
    ];

    /// <summary>The user's sources and the generated ones.</summary>
    public CSharpCompilation Output { get; }

    public ImmutableArray<GeneratedSourceResult> Sources { get; }

    /// <summary>Of the only model.</summary>
    public string Text => Assert.Single(Sources).SourceText.ToString();

    /// <summary>Runs, and asserts that the compiler has nothing to say about the result.</summary>
    public static GeneratorRun Clean(params string[] sources)
    {
        GeneratorRun run = Of(TestCompilation.Of(sources));
        Assert.True(run.CompilerMessages().IsEmpty, string.Join('\n', run.CompilerMessages()) + "\n" + run.Listing());
        return run;
    }

    public static GeneratorRun Of(params string[] sources) => Of(TestCompilation.Of(sources));

    public static GeneratorRun Of(CSharpCompilation compilation)
    {
        using HostileCulture culture = new();
        GeneratorDriver driver = NewDriver().RunGeneratorsAndUpdateCompilation(
            compilation, out Compilation output, out ImmutableArray<Diagnostic> reported);
        GeneratorRunResult first = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(first.Exception);
        Assert.Empty(reported);

        GeneratorRunResult second = Assert.Single(driver.RunGenerators(TestCompilation.Reparsed(compilation)).GetRunResult().Results);
        Cacheability.Assert(first, second);
        Assert.Equal(Texts(first), Texts(second));
        return new GeneratorRun((CSharpCompilation)output, first.GeneratedSources);
    }

    public static GeneratorDriver NewDriver() => CSharpGeneratorDriver.Create(
        [new LstmModelGenerator().AsSourceGenerator()],
        parseOptions: TestCompilation.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Everything the compiler says, but for missing documentation in the tests' own sources.</summary>
    public ImmutableArray<Diagnostic> CompilerMessages() =>
    [
        .. Output.GetDiagnostics()
            .Where(message => message.Severity != DiagnosticSeverity.Hidden)
            .Where(message => message.Id != "CS1591" || Sources.Any(source => source.SyntaxTree.FilePath == message.Location.SourceTree?.FilePath)),
    ];

    /// <summary>The generated sources with line numbers, for messages.</summary>
    public string Listing() => string.Join('\n', Sources.Select(source =>
        source.HintName + "\n" + string.Join('\n', source.SourceText.Lines.Select(line => $"{line.LineNumber + 1,5} {line}"))));

    private static IEnumerable<(string, string)> Texts(GeneratorRunResult result) =>
        result.GeneratedSources.Select(source => (source.HintName, source.SourceText.ToString()));
}

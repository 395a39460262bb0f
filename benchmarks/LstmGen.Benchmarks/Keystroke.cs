using System.Diagnostics;
using System.Globalization;
using LstmGen.Generator;
using LstmGen.Generator.Analyzers;
using LstmGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Benchmarks;

/// <summary>What an edit of a file without models costs in a project of a hundred: the generator with its memory and without, and the analyzer on the edited file.</summary>
internal static class Keystroke
{
    private const int Models = 100;
    private const int Edits = 40;
    private const int Warmups = 10;

    public static int Run()
    {
        CSharpCompilation project = Project();
        Console.WriteLine($"| an edit elsewhere, {Models} models | median ms | models read |");
        Console.WriteLine("|---|--:|--:|");
        foreach (bool remembers in new[] { false, true })
        {
            var memory = new DeclarationMemory(remembers);
            GeneratorDriver driver = CSharpGeneratorDriver.Create([new LstmModelGenerator(() => memory).AsSourceGenerator()]).RunGenerators(project);
            int before = memory.Reads;
            double time = Median(edit => driver = driver.RunGenerators(edit), project);
            Print(remembers ? "generator" : "generator, every model read anew", time, (memory.Reads - before) / (double)(Edits + Warmups));
        }

        double analyzer = Median(
            edit =>
            {
                SyntaxTree tree = edit.SyntaxTrees[^1];
                edit.WithAnalyzers([new LstmModelAnalyzer()]).GetAnalyzerSemanticDiagnosticsAsync(edit.GetSemanticModel(tree), null, CancellationToken.None).GetAwaiter().GetResult();
            },
            project);
        Print("analyzer, on the edited file", analyzer, 0);
        return 0;
    }

    private static void Print(string name, double milliseconds, double reads) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {milliseconds:F2} | {reads:F0} |"));

    private static double Median(Action<CSharpCompilation> measure, CSharpCompilation project)
    {
        List<double> times = [];
        for (int i = 0; i < Warmups + Edits; i++)
        {
            CSharpCompilation edit = project.ReplaceSyntaxTree(project.SyntaxTrees[^1], Parse($"namespace Shop; public class Elsewhere {{ public int Run() {{ int typed{i} = {i}; return typed{i}; }} }}"));
            long start = Stopwatch.GetTimestamp();
            measure(edit);
            if (i >= Warmups)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        times.Sort();
        return times[times.Count / 2];
    }

    private static CSharpCompilation Project() => CSharpCompilation.Create(
        "Shop",
        [
            .. Enumerable.Range(0, Models).Select(i => Parse($"using LstmGen; namespace Shop; [LstmModel(LookBack = {i % 20 + 5}, Scaling = Scaling.Standard)] [Lstm({i % 30 + 4})] [Dropout(0.2)] [Dense(1)] public sealed partial class Model{i};")),
            Parse("namespace Shop; public class Elsewhere { public int Run() { return 0; } }"),
        ],
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "LstmGen.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

    private static SyntaxTree Parse(string text) => CSharpSyntaxTree.ParseText(text);
}

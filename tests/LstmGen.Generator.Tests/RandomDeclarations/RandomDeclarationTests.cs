using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using LstmGen.Generator.Analyzers;
using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator.Tests;

/// <summary>
/// Whatever is declared, the generator and the analyzer stand, and a declaration comes to a network that compiles or to a message; nothing is wrong in a generated file.
/// eng/random-declarations.sh runs any number of them.
/// </summary>
public sealed class RandomDeclarationTests
{
    private const int Together = 200;
    private const int Usual = 10_000;
    private const int UsualSeed = 20_26;

    private static int Count => Setting("LSTMGEN_RANDOM_DECLARATIONS", Usual);

    private static int Seed => Setting("LSTMGEN_RANDOM_SEED", UsualSeed);

    [Fact]
    public void A_random_declaration_comes_to_a_network_or_to_a_message()
    {
        ConcurrentBag<string> problems = [];
        int networks = 0, refused = 0;
        Parallel.For(0, (Count + Together - 1) / Together, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = TestContext.Current.CancellationToken }, batch =>
        {
            var draw = new RandomDeclaration(new Random(unchecked(Seed * 7_919 + batch)));
            string[] sources = [.. Enumerable.Range(batch * Together, Math.Min(Together, Count - batch * Together)).Select(draw.Draw)];
            Outcome outcome = Judge(sources);
            outcome.Problems.ForEach(problems.Add);
            Interlocked.Add(ref networks, outcome.Networks);
            Interlocked.Add(ref refused, outcome.Refused);
        });

        Assert.True(problems.IsEmpty, $"{problems.Count} problems, seed {Seed}:\n{string.Join("\n", problems.Take(5))}");
        TestContext.Current.SendDiagnosticMessage($"{Count} declarations: {networks} networks, {refused} refused.");
        Assert.True(networks > Count / 50 && refused > Count / 4, $"{networks} networks and {refused} refused of {Count}: the draw is one-sided.");
    }

    private static Outcome Judge(string[] sources)
    {
        CSharpCompilation compilation = TestCompilation.Of([.. sources, RandomDeclaration.Constants]);
        SyntaxTree[] trees = [.. compilation.SyntaxTrees.Take(sources.Length)];
        GeneratorDriver driver = GeneratorRun.NewDriver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> reported);
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        List<string> problems = [];
        if (result.Exception is { } exception)
        {
            problems.Add($"the generator failed: {exception}");
        }

        // Compiler and analyzer in one pass: two would bind every method twice.
        ImmutableArray<Diagnostic> said = output.WithAnalyzers([new LstmModelAnalyzer()]).GetAllDiagnosticsAsync().GetAwaiter().GetResult();
        Diagnostic[] errors = [.. said.Where(found => found.Severity == DiagnosticSeverity.Error).Concat(reported)];
        HashSet<SyntaxTree> own = [.. trees];
        problems.AddRange(errors
            .Where(found => found.Location.SourceTree is not { } tree || !own.Contains(tree) || found.Id is "AD0001" or "CS8785" or Rules.InternalError)
            .Select(found => $"{found}\n  of {Source(found)}"));

        ILookup<SyntaxTree?, Diagnostic> byTree = errors.ToLookup(found => found.Location.SourceTree);
        string[] networks = [.. result.GeneratedSources.Select(source => source.SourceText.ToString()).Where(text => text.Contains("namespace LstmGen.Generated", StringComparison.Ordinal))];
        int refused = 0;
        for (int i = 0; i < trees.Length; i++)
        {
            string @namespace = sources[i][..(sources[i].IndexOf('{') - 1)];
            bool isSound = !byTree[trees[i]].Any();
            refused += isSound ? 0 : 1;
            bool wanted = sources[i].Contains("[LstmModel", StringComparison.Ordinal);
            if (isSound && wanted && !networks.Any(text => text.Contains(@namespace + "\n", StringComparison.Ordinal)))
            {
                problems.Add($"nothing was generated and nothing said:\n  {sources[i]}");
            }
        }

        return new(problems, networks.Length, refused);

        string Source(Diagnostic found) => found.Location.SourceTree is not { } tree ? "nowhere"
            : own.Contains(tree) ? tree.ToString()
            : sources.FirstOrDefault(source => tree.ToString().Contains(source[..(source.IndexOf('{') - 1)] + "\n", StringComparison.Ordinal)) ?? tree.FilePath;
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : usual;

    private sealed record Outcome(List<string> Problems, int Networks, int Refused);
}

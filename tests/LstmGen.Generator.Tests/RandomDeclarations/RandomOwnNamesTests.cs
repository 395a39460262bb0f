using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using LstmGen.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator.Tests;

/// <summary>
/// Whatever users declare in, beside and around a model: its code compiles and predicts the bits of a model alone, or a message at the user's declaration names what is in
/// the way. Nothing is ever wrong in a generated file, and nothing of the user's replaces what the generator adds.
/// </summary>
public sealed class RandomOwnNamesTests
{
    private const int Together = 60;
    private const int Seed = 20_26;

    [Fact]
    public void A_member_or_a_type_fits_or_is_named()
    {
        int fit = 0, named = 0;
        for (int batch = 0; batch < 6; batch++)
        {
            var draw = new RandomOwnNames(new Random(Seed + batch));
            OwnNamesCase[] cases = [.. Enumerable.Range(batch * Together, Together).Select(draw.Draw)];
            bool[] sound = Judge(cases);
            fit += sound.Count(fits => fits);
            named += sound.Count(fits => !fits);
            if (batch % 3 == 0)
            {
                AssertSameBits([.. cases.Where((_, index) => sound[index])]);
            }
        }

        Assert.True(fit > 150 && named > 30, $"{fit} fit and {named} are named: the draw is one-sided.");
    }

    [Fact]
    public void A_type_that_hides_what_is_read_is_named()
    {
        var draw = new RandomOwnNames(new Random(Seed));
        int named = 0;
        for (int number = 0; number < 60; number++)
        {
            OwnNamesCase drawn = draw.DrawHiding(number);
            bool[] sound = Judge([drawn]);
            named += sound[0] ? 0 : 1;
        }

        Assert.InRange(named, 8, 52);
    }

    private static bool[] Judge(OwnNamesCase[] cases)
    {
        CSharpCompilation compilation = TestCompilation.Of([.. cases.Select(drawn => drawn.Source)]);
        CSharpCompilation alone = TestCompilation.Of([.. cases.Select(drawn => drawn.WithoutModel)]);
        SyntaxTree[] trees = [.. compilation.SyntaxTrees];
        GeneratorDriver driver = GeneratorRun.NewDriver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> reported);
        Assert.Null(driver.GetRunResult().Results[0].Exception);
        Assert.Empty(reported);
        ImmutableArray<Diagnostic> said = output.WithAnalyzers([new LstmModelAnalyzer()]).GetAllDiagnosticsAsync().GetAwaiter().GetResult();
        ILookup<SyntaxTree?, Diagnostic> errors = said.Where(found => found.Severity == DiagnosticSeverity.Error).ToLookup(found => found.Location.SourceTree);
        ILookup<SyntaxTree?, Diagnostic> errorsAlone = alone.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).ToLookup(found => found.Location.SourceTree);

        Diagnostic[] elsewhere = [.. errors.Where(group => !trees.Contains(group.Key)).SelectMany(group => group)];
        Assert.True(elsewhere.Length == 0, string.Join("\n", elsewhere.Take(5)) + "\nof " + (cases.Length == 1 ? cases[0].Source : string.Join("\n", elsewhere.Take(5).Select(Source))));

        bool[] sound = new bool[cases.Length];
        for (int i = 0; i < cases.Length; i++)
        {
            Diagnostic[] own = [.. errors[trees[i]]];
            Diagnostic[] told = [.. own.Where(found => found.Id.StartsWith("LSTMGEN", StringComparison.Ordinal))];
            HashSet<string> known = [.. errorsAlone[alone.SyntaxTrees[i]].Select(found => found.Id)];

            // Where a type of the user's takes the place of an attribute, C# names it at the attribute.
            Diagnostic[] added = [.. own.Except(told).Where(found => !known.Contains(found.Id) && !(found.Id is "CS0616" or "CS0653" && found.GetMessage().Contains($".{cases[i].Name}'", StringComparison.Ordinal)))];
            Assert.True(added.Length == 0 || told.Length > 0, $"{string.Join("\n", added.Take(5))}\nof {cases[i].Source}");
            Assert.All(told, found => Assert.True(
                found.GetMessage().Contains(cases[i].Name, StringComparison.Ordinal) || found.GetMessage().Contains("constructor", StringComparison.Ordinal) || cases[i].After.Contains("M(", StringComparison.Ordinal),
                $"{found}\nof {cases[i].Source}"));
            sound[i] = own.Length == 0;
        }

        return sound;

        string Source(Diagnostic found) => cases.FirstOrDefault(drawn => found.Location.SourceTree!.FilePath.EndsWith($"{drawn.Model}.g.cs", StringComparison.Ordinal))?.Source ?? "nowhere";
    }

    /// <summary>Runs them beside the models alone: the same seed gives the same network, and the same windows the same bits.</summary>
    private static void AssertSameBits(OwnNamesCase[] cases)
    {
        string[] models = [.. RandomOwnNames.Models.Select((layers, index) => $"namespace Alone{index} {{ {layers} public partial class M; }}")];
        CSharpCompilation compilation = TestCompilation.Of([.. cases.Select(drawn => drawn.Source), .. models]);
        GeneratorRun.NewDriver().RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _, TestContext.Current.CancellationToken);
        using var stream = new MemoryStream();
        Assert.Empty(output.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error));
        stream.Position = 0;
        var context = new AssemblyLoadContext("names", isCollectible: true);
        context.Resolving += (_, name) => name.Name == "LstmGen" ? typeof(SequenceModel).Assembly : null;
        Assembly assembly = context.LoadFromStream(stream);
        foreach (OwnNamesCase drawn in cases)
        {
            Type type = assembly.GetType(drawn.Model) ?? assembly.GetType(drawn.Model.Replace(".Outer.M", ".Outer+M"))!;
            Type other = assembly.GetType($"Alone{Array.IndexOf(RandomOwnNames.Models, drawn.Layers)}.M")!;
            Assert.True(Predicted(other).SequenceEqual(Predicted(type)), drawn.Source);
        }

        context.Unload();
    }

    private static int[] Predicted(Type type)
    {
        var model = (SequenceModel)type.GetConstructor([typeof(long)])!.Invoke([7L]);
        if (model.Description.Scaling != Scaling.None)
        {
            model.SetScaler(Scaler.Identity(model.Description.Features, 1));
        }

        float[] window = [.. Enumerable.Range(1, model.Description.InputSize).Select(value => (float)value)];
        float[] output = new float[model.Description.OutputSize];
        model.PredictRaw(window, model.Description.LookBack, output);
        float[] stepped = new float[model.Description.OutputSize];
        model.Predict(window, stepped);
        return [.. output.Concat(stepped).Select(BitConverter.SingleToInt32Bits)];
    }
}

using System.Collections.Immutable;
using LstmGen.CodeFixes;
using LstmGen.Generator.Analyzers;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Layers;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LstmGen.Generator.Tests;

/// <summary>A failure in one model, planted where one could come from, costs that model its code and nothing else.</summary>
public sealed class IsolationTests
{
    private const string Good = "[LstmModel(LookBack = 4)] [Lstm(2)] [Dense(1)] public sealed partial class Good;";
    private const string Bad = """
        namespace LstmGen { public abstract class LayerAttribute : System.Attribute; public sealed class FailsAttribute : LayerAttribute { public string Where { get; set; } = ""; } }
        namespace Shop.Cart { public partial class Outer { [LstmModel(LookBack = 4)] [LstmGen.Fails(Where = "{0}")] public sealed partial class Bad; } }
        public static class Use { public static float It() => new Shop.Cart.Outer.Bad(seed: 1).Predict(new float[4]) + new Good().Predict(new float[4]); }
        """;

    static IsolationTests()
    {
        LayerCatalog.Add("Fails", typeof(FailingLayer));
        ModelParser.Reading = static type =>
        {
            if (type.Name == "FailsWhenRead")
            {
                throw new InvalidOperationException("planted in the parser");
            }
        };
    }

    [Theory]
    [InlineData("Infer")]
    [InlineData("Reserve")]
    [InlineData(nameof(Layer.Describe))]
    [InlineData(nameof(Layer.WriteKernels))]
    [InlineData(nameof(Layer.WritePack))]
    [InlineData(nameof(Layer.WriteForward))]
    public Task A_failure_of_the_planner_or_the_emitter_concerns_one_model(string where) => Check(Bad.Replace("{0}", where), "Bad", "planted in " + where);

    [Fact]
    public Task A_failure_of_the_parser_concerns_one_model() => Check(
        "[LstmModel(LookBack = 4)] [Dense(1)] public sealed partial class FailsWhenRead; "
        + "public static class Use { public static float It() => new FailsWhenRead(seed: 1).Predict(new float[4]) + new Good().Predict(new float[4]); }",
        "FailsWhenRead", "planted in the parser");

    [Fact]
    public void A_fix_that_fails_is_not_offered()
    {
        using var workspace = new AdhocWorkspace();
        Document document = workspace.AddProject("P", LanguageNames.CSharp).AddDocument("D.cs", "class C;");
        var diagnostic = Diagnostic.Create(Rules.Get(Rules.InternalError), Location.Create("D.cs", new TextSpan(0, 5), default));
        List<CodeAction> offered = [];
        var context = new CodeFixContext(document, diagnostic, (action, _) => offered.Add(action), TestContext.Current.CancellationToken);
        Assert.True(new FailingFix().RegisterCodeFixesAsync(context).IsCompletedSuccessfully);
        Assert.Empty(offered);
    }

    [Fact]
    public void Two_models_of_one_full_name_have_two_files()
    {
        // A type and a namespace of one name are the compiler's error; the generator writes both, and every other model.
        GeneratorRun run = GeneratorRun.Of(
            Good + " namespace A { [LstmModel(LookBack = 4)] [Dense(1)] public partial class M; }",
            "public partial class A { [LstmModel(LookBack = 4)] [Dense(1)] public partial class M; }",
            "public partial struct A { [LstmModel(LookBack = 4)] [Dense(1)] public partial class M; }");
        Assert.Equal(4, run.Sources.Select(source => source.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    private static async Task Check(string bad, string name, string message)
    {
        CSharpCompilation compilation = TestCompilation.Of(Good, bad);
        GeneratorDriver driver = GeneratorRun.NewDriver().RunGeneratorsAndUpdateCompilation(
            compilation, out Compilation output, out ImmutableArray<Diagnostic> reported, TestContext.Current.CancellationToken);
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);

        // The good model is whole, the bad one has its members, and nothing else is wrong.
        Assert.Equal(2, result.GeneratedSources.Length);
        Assert.Contains("file sealed class GoodKernels", result.GeneratedSources.Single(source => source.HintName == "Good.g.cs").SourceText.ToString());
        Assert.Empty(output.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity == DiagnosticSeverity.Error));

        ImmutableArray<Diagnostic> analyzed = await output.WithAnalyzers([new LstmModelAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Diagnostic failure = Assert.Single(reported.Concat(analyzed));
        Assert.Equal(Rules.InternalError, failure.Id);
        Assert.Equal(DiagnosticSeverity.Error, failure.Severity);
        Assert.StartsWith("LstmModel", failure.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(failure.Location.SourceSpan));
        string text = failure.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Contains($"failed on model '{name}'", text);
        Assert.Contains($"InvalidOperationException: {message}", text);
        Assert.DoesNotContain('\n', text);
    }

    /// <summary>Throws where its attribute says, and is a layer otherwise.</summary>
    internal sealed class FailingLayer : Layer
    {
        private string Where => Spec.Has("Where", out object? place) && place is string where ? where : "";

        public override IEnumerable<Operation> Operations => [];

        public override string Describe() => Fail(nameof(Describe), "Fails");

        protected override Shape? Infer(Build build, bool sequenceWanted) => Fail("Infer", Input);

        protected override void Reserve(Build build)
        {
            build.Parameter("fails.kernel", [Fail("Reserve", 1)], "Zeros", 1, 1, 1);
            TileOutput = TileInputGradient = WindowOutput = StepOutput = new("work", "", 1, 1);
        }

        public override void WriteKernels(SourceWriter writer) => Fail(nameof(WriteKernels), 0);

        public override void WritePack(SourceWriter writer) => Fail(nameof(WritePack), 0);

        public override void WriteForward(SourceWriter writer) => Fail(nameof(WriteForward), 0);

        public override void WriteBackward(SourceWriter writer)
        {
        }

        public override void WriteInputGradient(SourceWriter writer)
        {
        }

        public override void WriteWindow(SourceWriter writer)
        {
        }

        public override void WriteStep(SourceWriter writer)
        {
        }

        private T Fail<T>(string place, T otherwise) => Where == place ? throw new InvalidOperationException($"planted in {place}\r\nof two lines") : otherwise;
    }

    private sealed class FailingFix : AttributeFix
    {
        public override ImmutableArray<string> FixableDiagnosticIds => [Rules.InternalError];

        private protected override Change? Find(SyntaxNode node, Diagnostic diagnostic) => throw new InvalidOperationException("planted in a fix");
    }
}

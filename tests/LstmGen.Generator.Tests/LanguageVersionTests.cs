using System.Collections.Immutable;
using LstmGen.Generator.Analyzers;
using LstmGen.Generator.Composition;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Emission;
using LstmGen.Generator.Model;
using LstmGen.Generator.Parsing;
using LstmGen.Generator.Planning;
using LstmGen.Persistence;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LstmGen.Generator.Tests;

/// <summary>One version of C# is asked for, it is the lowest that will do, and a project with an older one is told so once.</summary>
public sealed class LanguageVersionTests
{
    /// <summary>Every layer and every option that changes what is written, in C# of long ago.</summary>
    private static readonly string[] s_models =
    [
        "[LstmModel(LookBack = 5)] [Lstm(3)] [Dense(1)] public partial class Plain { }",
        "[LstmModel(LookBack = 5, Stateful = true)] [Lstm(3)] [Dense(1)] public partial class Carried { }",
        "[LstmModel(LookBack = 5, Features = 2, Scaling = Scaling.Standard, WeightPrecision = WeightPrecision.BFloat16)] [Lstm(20, Bidirectional = true)] [Dropout(0.1)] [Attention(AttentionScore.Additive)] [Quantiles(0.1, 0.9)] public partial class Forecast { }",
        "[LstmModel(LookBack = 5)] [Lstm(3, Peepholes = true, Projection = 2, LearnedInitialState = true, RecurrentDropout = 0.1, Dropout = 0.1)] [Lstm(3, CoupledGates = true, UnitForgetBias = false)] [Gaussian] public partial class Cells { }",
        "[LstmModel(LookBack = 9, Features = 4)] [Embedding(9, 4)] [CharacterConv(9, 2, 3, 4)] [Conv1D(4, 2)] [MaxPool1D(2)] [AveragePool1D(2)] [LayerNorm] [Dense(4)] [Residual] [Lstm(4)] [Repeat(3)] [Lstm(4)] [Softmax(3, LabelSmoothing = 0.1)] public partial class Tokens { }",
        "[LstmModel(LookBack = 4, Height = 8, Width = 8)] [Conv2D(2, 3)] [MaxPool2D(2)] [AveragePool2D(2)] [Flatten] [Lstm(3)] [Sigmoid(2)] public partial class Frames { }",
        "[LstmModel(LookBack = 4)] [Embedding(7, 4)] [Lstm(3)] [Crf(3, Scheme = ChunkScheme.Bio, Names = new[] { \"O\", \"B-A\", \"I-A\" })] public partial class Tags { }",
        "[LstmModel(LookBack = 4)] [Lstm(3)] [Ctc(4, MaximumLabels = 2)] public partial class Labels { }",
        "[LstmModel(LookBack = 4)] [Encoder] [Embedding(9, 4)] [Lstm(3, Bidirectional = true)] [Decoder(Steps = 5)] [Embedding(8, 4)] [Lstm(4)] [Attention(AttentionScore.General)] [Dense(4)] [Softmax(8)] public partial class Translate { }",
        "namespace A { public partial class B { public partial struct C { [LstmModel(LookBack = 4)] [Lstm(3)] [Dense(1)] public partial class Nested { } } } }",
    ];

    /// <summary>Such as existed before; features of the runtime's own signatures, spans above all, are no older.</summary>
    public static TheoryData<LanguageVersion> TooOld { get; } =
    [
        .. Enum.GetValues<LanguageVersion>().Where(version => version is >= LanguageVersion.CSharp7_2 and < LanguageVersion.LatestMajor && version < LanguageRules.Needed),
    ];

    public static TheoryData<LanguageVersion> Enough { get; } =
    [
        .. Enum.GetValues<LanguageVersion>().Where(version => version.MapSpecifiedToEffectiveVersion() >= LanguageRules.Needed),
    ];

    [Theory]
    [MemberData(nameof(Enough))]
    public async Task Every_feature_compiles(LanguageVersion version)
    {
        (string[] messages, _) = await Messages(version, s_models);
        Assert.Empty(messages);
    }

    /// <summary>Extension members of C# 14 are extension methods to older versions.</summary>
    [Theory]
    [MemberData(nameof(Enough))]
    public async Task Calls_of_every_head_compile(LanguageVersion version)
    {
        const string calls = """
            public class Calls
            {
                public void All(Forecast forecast, Cells cells, Tokens tokens, Frames frames, Tags tags, Labels labels, WindowDataset windows, float[] x, float[] y, int[] i, bool[] b)
                {
                    forecast.PredictInterval(x, 0.8, x, y); forecast.PredictQuantiles(x, 3, y); forecast.ForecastInterval(x, 0.8, x, y, paths: 10); forecast.Attend(x, x, y);
                    cells.PredictDistribution(x, x, y); cells.ForecastPaths(x, 3, y);
                    tokens.Classify(i); tokens.Classify(x, 3); tokens.ClassifyTopK(i, i, x); tokens.EvaluateClasses(windows).ToString(); tokens.BalancedLoss(windows).ToString();
                    frames.PredictLabels(x, b, 0.3f); frames.EvaluateLabels(windows).ToString();
                    tags.Tag(i, i); tags.Marginals(x, y); tags.EvaluateTags(windows).ToString();
                    labels.Transcribe(x, i); labels.Transcribe(x, labels.CreateBeamDecoder(3)); labels.EvaluateTranscripts(windows, 2).ToString();
                }

                public int Any<T>(T model, float[] x) where T : SequenceModel, ITranscriber { return model.Transcribe(x, new int[4]) + T.Symbols; }
            }
            """;
        (string[] messages, _) = await Messages(version, [.. s_models, calls]);
        Assert.Empty(messages);
    }

    [Theory]
    [MemberData(nameof(TooOld))]
    public async Task A_project_with_an_older_version_is_told_so_and_nothing_else(LanguageVersion version)
    {
        string[] used = [.. s_models, "public class Use { public float It() { return new Plain(1).Predict(new float[5]); } }"];
        (string[] messages, _) = await Messages(version, used);
        Assert.All(messages, message => Assert.StartsWith(Rules.LanguageTooOld, message, StringComparison.Ordinal));
        Assert.Equal(s_models.Length, messages.Length);
        Assert.Contains(
            $"LSTMGEN026: The code generated for model 'Plain' needs C# {LanguageRules.Needed.ToDisplayString()}, and this project is set to C# {version.ToDisplayString()}; "
            + $"remove <LangVersion> from the project, or set it to {LanguageRules.Needed.ToDisplayString()} or higher", messages);
    }

    [Fact]
    public void The_version_asked_for_is_the_lowest_that_will_do()
    {
        LanguageVersion below = Enum.GetValues<LanguageVersion>().Where(version => version < LanguageRules.Needed).Max();
        CSharpParseOptions options = new(below);
        CSharpCompilation user = Compilation(below, s_models);
        INamedTypeSymbol type = user.GetTypeByMetadataName("Plain")!;
        ModelSpec spec = ModelParser.Parse(type, ModelAttributes.Of(type), TestContext.Current.CancellationToken).Spec;
        string code = ModelFile.Write(spec, Planner.Plan(spec).Plan!);
        Assert.Contains(
            user.AddSyntaxTrees(CSharpSyntaxTree.ParseText(code, options, cancellationToken: TestContext.Current.CancellationToken)).GetDiagnostics(TestContext.Current.CancellationToken),
            found => found.Severity == DiagnosticSeverity.Error && found.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Contains($"version {LanguageRules.Needed.ToDisplayString()}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Other_faults_are_said_beside_it()
    {
        (string[] messages, _) = await Messages(LanguageVersion.CSharp11, ["[LstmModel(LookBack = 0)] [Lstm(3)] [Dense(1)] public partial class Plain { }"]);
        Assert.Equal(["LSTMGEN012", "LSTMGEN026"], messages.Select(message => message[..10]).Order());
    }

    private static async Task<(string[] Messages, Compilation Output)> Messages(LanguageVersion version, string[] sources)
    {
        CSharpParseOptions options = new(version);
        CSharpGeneratorDriver.Create([new LstmModelGenerator().AsSourceGenerator()], parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(
                Compilation(version, sources), out Compilation output, out ImmutableArray<Diagnostic> reported, TestContext.Current.CancellationToken);
        ImmutableArray<Diagnostic> analyzed = await output.WithAnalyzers([new LstmModelAnalyzer()]).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        IEnumerable<Diagnostic> compiled = output.GetDiagnostics(TestContext.Current.CancellationToken).Where(found => found.Severity >= DiagnosticSeverity.Warning);
        return ([.. reported.Concat(analyzed).Concat(compiled).Select(found => $"{found.Id}: {found.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}")], output);
    }

    private static CSharpCompilation Compilation(LanguageVersion version, string[] sources) => CSharpCompilation.Create(
        "User", sources.Select(source => CSharpSyntaxTree.ParseText("using LstmGen;\n" + source, new CSharpParseOptions(version))), TestCompilation.References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}

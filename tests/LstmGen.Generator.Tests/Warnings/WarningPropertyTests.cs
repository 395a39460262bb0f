using System.Collections.Immutable;
using CsCheck;
using LstmGen.CodeFixes;
using LstmGen.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace LstmGen.Generator.Tests;

/// <summary>Drawn declarations: ordinary ones have no warning, and every fix of a doubtful one ends its warning and leaves a model that compiles.</summary>
public sealed class WarningPropertyTests
{
    private const int Models = 60;

    private static readonly Gen<string> s_units = Gen.Int[2, 40].Select(units => $"{units}");
    private static readonly Gen<string> s_rate = OneOf("0.1", "0.2", "0.35", "0.5");

    /// <summary>Layers that may stand between the window and the recurrent layers, all of them with several values per step.</summary>
    private static readonly Gen<string> s_front = Gen.OneOf(
        Gen.Const(""),
        s_units.Select(units => $"[Conv1D({units}, 3, Activation = Activation.Relu)] [MaxPool1D(2)] "),
        s_units.Select(units => $"[Dense({units}, Activation = Activation.Tanh)] [LayerNorm] "));

    private static readonly Gen<string> s_recurrent = Gen.Select(
        s_units, OneOf("", ", Bidirectional = true", ", Peepholes = true", ", RecurrentActivation = Activation.HardSigmoid", ", RecurrentDropout = 0.2"),
        s_rate, Gen.Bool, (units, option, rate, drops) => $"[Lstm({units}{option})] {(drops ? $"[Dropout({rate})] " : "")}");

    private static readonly Gen<string> s_back = Gen.OneOf(
        OneOf("[Dense(1)]", "[Softmax(4)]", "[Sigmoid(3)]", "[Quantiles(0.1, 0.5, 0.9)]", "[Gaussian]", "[Attention(AttentionScore.Additive)] [Dense(1)]"),
        s_units.Select(units => $"[Dense({units}, Activation = Activation.Relu)] [Dense(1)]"));

    private static readonly Gen<string> s_ordinary = Gen.Select(
        Gen.Int[8, 60], Gen.Int[2, 6], OneOf("None", "MinMax", "Standard", "Robust"), s_front, s_recurrent.Array[1, 3], s_back,
        (lookBack, features, scaling, front, recurrent, back) =>
            $"[LstmModel(LookBack = {lookBack}, Features = {features}, Scaling = Scaling.{scaling})] {front}{string.Concat(recurrent)}{back}");

    private static readonly Gen<string> s_doubtful = Gen.Select(
        OneOf("LookBack = 1", "LookBack = 12", "LookBack = 12, Scaling = Scaling.Standard", "LookBack = 12, Stateful = true", "LookBack = 12, WeightPrecision = WeightPrecision.BFloat16"),
        Gen.OneOf(
            OneOf(
                "[Dense(1)]", "[Dense(4)]", "[Dense(1, Activation = Activation.Tanh)]", "[Dense(4, UseBias = false, BiasInitializer = Initializer.Ones)]", "[LayerNorm]", "[Dropout(0.3)]",
                "[Dropout(0.7)]", "[Dropout(0)]", "[Conv1D(3, 2, Padding = Padding.Causal, Activation = Activation.Elu)]", "[Residual]", "[Repeat(3)]",
                "[Attention(AttentionScore.General)]"),
            OneOf(
                "[Lstm(4)]", "[Lstm(5)]", "[Lstm(4, ReturnSequences = true)]", "[Lstm(4, ReturnSequences = false)]", "[Lstm(4, Activation = Activation.Relu, Dropout = 0.6)]",
                "[Lstm(4, RecurrentActivation = Activation.Tanh)]", "[Lstm(4, Bidirectional = true)]", "[Lstm(4, UseBias = false, UnitForgetBias = true)]", "[Lstm(4, Projection = 2)]")).Array[1, 7],
        OneOf("", "", "[Dense(1)]", "[Lstm(4, ReturnSequences = true)] [Dense(1)]", "[Softmax(3)]", "[Gaussian]", "[Crf(3)]"),
        (options, layers, tail) => $"[LstmModel({options})] {string.Concat(layers.Select(layer => layer + " "))}{tail}");

    /// <summary>One model for each rule, whatever is drawn.</summary>
    private static readonly string[] s_each =
    [
        "[LstmModel(LookBack = 12)] [Lstm(4)]",
        "[LstmModel(LookBack = 12)] [Lstm(4, ReturnSequences = true)] [Dense(1)]",
        "[LstmModel(LookBack = 12)] [Lstm(4)] [Dense(1)] [Dropout(0.3)]",
        "[LstmModel(LookBack = 12, Scaling = Scaling.Standard)] [Lstm(4)] [Dense(1, Activation = Activation.Tanh)]",
        "[LstmModel(LookBack = 12)] [Lstm(4)] [Lstm(4)] [Lstm(4)] [Lstm(4)] [Dense(1)]",
        "[LstmModel(LookBack = 12)] [Lstm(4)] [Dropout(0.7)] [Dense(1)]",
        "[LstmModel(LookBack = 12)] [Lstm(4, RecurrentActivation = Activation.Tanh)] [Dense(1)]",
        "[LstmModel(LookBack = 12)] [Lstm(4, Activation = Activation.Relu)] [Dense(1)]",
        "[LstmModel(LookBack = 12)] [Lstm(4)] [Dropout(0.3)] [Dropout(0.2)] [Dense(1)]",
        "[LstmModel(LookBack = 12)] [Lstm(4)] [Dense(4)] [Dense(1)]",
        "[LstmModel(LookBack = 1)] [Lstm(4)] [Dense(1)]",
        "[LstmModel(LookBack = 12)] [Lstm(4)] [Dense(1, Activation = Activation.Relu)] [LayerNorm] [Dense(1)]",
        "[LstmModel(LookBack = 12)] [Lstm(4, UseBias = false, UnitForgetBias = true)] [Dense(1)]",
        "[LstmModel(LookBack = 12)] [Lstm(4)] [Dense(1)] [Softmax(3)]",
    ];

    [Fact]
    public void An_ordinary_model_has_no_warning() => s_ordinary.Array[Models].Sample(
        declarations =>
        {
            string source = Source(declarations);
            Assert.Empty(Reported.ByRules(source).GetAwaiter().GetResult());
            Assert.Empty(Reported.Warnings(source).GetAwaiter().GetResult());
        },
        iter: 4, threads: 1);

    [Fact]
    public async Task A_fix_ends_its_warning_and_leaves_a_model_that_compiles()
    {
        HashSet<string> mended = [];
        await Mend(s_each, mended);
        s_doubtful.Array[Models].Sample(declarations => Mend(declarations, mended).GetAwaiter().GetResult(), iter: 4, threads: 1);
        Assert.Equal(
            ["LSTMGEN101", "LSTMGEN102", "LSTMGEN103", "LSTMGEN104", "LSTMGEN105", "LSTMGEN106", "LSTMGEN108", "LSTMGEN109", "LSTMGEN110", "LSTMGEN111", "LSTMGEN112", "LSTMGEN113", "LSTMGEN114", "LSTMGEN115"],
            mended.Order(StringComparer.Ordinal));
    }

    private static async Task Mend(string[] declarations, HashSet<string> mended)
    {
        ILookup<int, string> errors = await Reported.ByLine(Source(declarations));
        string[] sound = [.. declarations.Where((_, line) => !errors.Contains(line))];
        using AdhocWorkspace workspace = new();
        Document document = workspace.AddProject(ProjectInfo.Create(
                ProjectId.CreateNewId(), VersionStamp.Default, "User", "User", LanguageNames.CSharp, metadataReferences: TestCompilation.References,
                parseOptions: TestCompilation.ParseOptions, compilationOptions: TestCompilation.Of().Options))
            .AddDocument("Source0.cs", SourceText.From("using LstmGen;\n" + Source(sound), System.Text.Encoding.UTF8));
        ImmutableArray<Diagnostic> warnings = await Of(document);
        string[] fixedSources = new string[warnings.Length];
        for (int i = 0; i < warnings.Length; i++)
        {
            CodeAction? action = null;
            await new ModelWarningFix().RegisterCodeFixesAsync(new CodeFixContext(document, warnings[i], (offered, _) => action ??= offered, TestContext.Current.CancellationToken));
            if (action is null)
            {
                continue;
            }

            ApplyChangesOperation operation = (await action.GetOperationsAsync(TestContext.Current.CancellationToken)).OfType<ApplyChangesOperation>().Single();
            string text = (await operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync(TestContext.Current.CancellationToken)).ToString();

            // Every declaration has one line, before and after.
            int line = warnings[i].Location.GetLineSpan().StartLinePosition.Line;
            string[] lines = text.Split('\n');
            Assert.Equal(sound.Length + 1, lines.Length);
            fixedSources[i] = lines[line].Replace($" class M{line - 1};", $" class F{i};", StringComparison.Ordinal);
        }

        // All results at once: a compilation for each would take minutes.
        int[] offeredFor = [.. Enumerable.Range(0, warnings.Length).Where(i => fixedSources[i] is not null)];
        string results = string.Join('\n', offeredFor.Select(i => fixedSources[i]));
        Assert.Empty(await Reported.ByRules(results));
        ILookup<int, string> after = await Reported.WarningsByLine(results);
        ILookup<int, Diagnostic> before = warnings.ToLookup(warning => warning.Location.GetLineSpan().StartLinePosition.Line);
        for (int line = 0; line < offeredFor.Length; line++)
        {
            Diagnostic warning = warnings[offeredFor[line]];
            Diagnostic[] beside = [.. before[warning.Location.GetLineSpan().StartLinePosition.Line]];
            string message = $"{warning.Id} of {sound[warning.Location.GetLineSpan().StartLinePosition.Line - 1]}\nbecame {fixedSources[offeredFor[line]]}\nwith {string.Join('\n', after[line])}";
            Assert.True(after[line].Count() < beside.Length, message);
            Assert.True(after[line].Count(left => left.StartsWith(warning.Id, StringComparison.Ordinal)) < beside.Count(other => other.Id == warning.Id), message);
            mended.Add(warning.Id);
        }
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static async Task<ImmutableArray<Diagnostic>> Of(Document document)
    {
        Compilation compilation = (await document.Project.GetCompilationAsync(TestContext.Current.CancellationToken))!;
        return await compilation.WithAnalyzers([(DiagnosticAnalyzer)new ModelWarningAnalyzer()], options: null).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    private static string Source(string[] declarations) => string.Join('\n', declarations.Select((declaration, index) => $"{declaration} public partial class M{index};"));
}

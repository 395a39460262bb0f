using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LstmGen.Generator.Tests;

/// <summary>What users call their classes, members and types never changes what is generated, and what clashes is said where they wrote it.</summary>
public sealed class OwnNamesTests
{
    private const string Plain = "[LstmModel(LookBack = 5, Scaling = Scaling.Standard)] [Lstm(3)] [Dense(1)] ";
    private const string Smallest = "[LstmModel(LookBack = 2)] [Dense(1)] ";
    private const string Tagger = "[LstmModel(LookBack = 5)] [Embedding(9, 2)] [Lstm(3, ReturnSequences = true)] [Crf(3)] ";
    private const string Attending = "[LstmModel(LookBack = 5)] [Lstm(3)] [Attention] [Dense(1)] ";
    private const string Writer = "[LstmModel(LookBack = 5)] [Embedding(4, 2)] [Lstm(3)] [Softmax(4)] ";
    private const string Classifier = "[LstmModel(LookBack = 5)] [Lstm(3)] [Softmax(3)] ";

    [Theory]
    [InlineData("{0} public partial class M {{ public new int Description; protected new string Packed = \"\"; private object Kernels = 1; public new int Seed, Parameters, Scaler, Layout, Fit; }}")]
    [InlineData("{0} public partial class M {{ public new class Packed; public new event System.Action? Description; public enum Floats; public int Values, First, Turn; }}")]
    [InlineData("{0} public partial class M {{ public new void CheckWindow() {{ }} public new int Answer => 1; public int Trace, RentScratch, ReturnScratch, ScaleInput, UnscaleOutput, Finish, CheckStep; }}")]
    [InlineData("enum State {{ On, Off }} {0} public partial class M;")]
    [InlineData("namespace A {{ enum State {{ On, Off }} class System; class LstmGen; class Runtime; class Span; class MathF; class Tile; class global; {0} public partial class M; }}")]
    [InlineData("{0} public partial class M {{ class System; class LstmGen; class Span; class ReadOnlySpan; class Generated; class MathF; class @int; class @float; class @nint; class @var; }}")]
    [InlineData("partial class Outer {{ enum State {{ On }} class System; class LstmGen; void Step() {{ }} void Predict() {{ }} {0} partial class M; }}")]
    [InlineData("class Tile; class MathF; class Unsafe; class MemoryMarshal; class RowOps; class Span<T>; class Vector128<T>; class Vector128; class Scaling2; {0} public partial class M;")]
    [InlineData("class @nint; class @nuint; class @var; class @dynamic; class @_; {0} public partial class M;")]
    [InlineData("class MKernels; namespace Elsewhere {{ class MKernels; class Lstm1; class Dense2; }} {0} public partial class M;")]
    [InlineData("namespace Weather {{ {0} public partial class Weather; }}")]
    [InlineData("namespace LstmGen.Samples {{ class Math; class Runtime; class Loss; {0} public partial class Numerics; }}")]
    [InlineData("namespace LstmGen {{ static class Math {{ }} static class Unsafe {{ }} }} {0} public partial class M;")]
    [InlineData("static class Helpers {{ public static int nameof(object x) => 1; }} {0} public partial class M {{ int nameof(object x) => 1; }}")]
    [InlineData("{0} public partial class M {{ public float Predict(int own) => own; public void Step(int own) {{ }} public void Predict<T>(System.ReadOnlySpan<float> own) {{ }} public void Step<T>(ref T a, System.ReadOnlySpan<float> b, System.Span<float> c) {{ }} }}")]
    [InlineData("{0} public partial class M {{ public class State<T>; public M(int seed) : this((long)seed) {{ }} public M() : this(1L) {{ }} public M(ref long seed) : this(seed) {{ }} static M() {{ }} }}")]
    [InlineData("interface IModel {{ void Predict(System.ReadOnlySpan<float> window, System.Span<float> output); }} {0} public partial class M : IModel;")]
    [InlineData("interface IStep {{ void Step(); int Predict {{ get; }} }} {0} public partial class M : IStep {{ void IStep.Step() {{ }} int IStep.Predict => 1; }}")]
    public void What_is_generated_does_not_see_names_of_the_users(string source)
    {
        foreach (string layers in new[] { Plain, Tagger, Classifier })
        {
            GeneratorRun run = GeneratorRun.Of(string.Format(source, layers));
            AssertNothingInGeneratedCode(run);
            Assert.DoesNotContain(run.CompilerMessages(), message => message.Severity == DiagnosticSeverity.Error);
        }
    }

    /// <summary>Keywords of every kind, names of predefined types, and names of inherited members.</summary>
    private static readonly string[] s_classNames =
    [
        .. SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText)
            .Concat(["nint", "nuint", "dynamic", "notnull", "unmanaged", "_"]).Where(SyntaxFacts.IsValidIdentifier).Distinct(),
        "lower", "Packed", "Description", "Save", "Fit", "Kernels", "System", "LstmGen", "State1", "Model",
    ];

    [Fact]
    public void A_model_may_have_any_name()
    {
        GeneratorRun run = GeneratorRun.Of([.. s_classNames.Select((name, index) =>
            $"namespace N{index} {{ {Smallest} public partial class @{name}; namespace @{name}0 {{ partial struct @{name} {{ {Smallest} public partial class M; }} }} }}")]);
        Assert.Equal(2 * s_classNames.Length, run.Sources.Length);
        AssertNothingInGeneratedCode(run);
        Assert.DoesNotContain(run.CompilerMessages(), message => message.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void A_model_outside_of_any_namespace_may_have_any_name_but_that_of_a_root()
    {
        GeneratorRun run = GeneratorRun.Of([.. s_classNames.Where(name => name is not ("System" or "LstmGen")).Select(name => $"{(name == "var" ? Plain : Smallest)} public partial class @{name};")]);
        AssertNothingInGeneratedCode(run);
        Assert.DoesNotContain(run.CompilerMessages(), message => message.Severity == DiagnosticSeverity.Error);
    }

    public static TheoryData<string, string, string> Clashes { get; } = new()
    {
        { Tagger, "public float FitBatch(System.ReadOnlySpan<int> a, System.ReadOnlySpan<float> b, Optimizer c, Loss d, GradientClipping? e, double? f, System.ReadOnlySpan<float> g, System.ReadOnlySpan<int> h, int i) => 0;",
            "FitBatch(System.ReadOnlySpan<int>, System.ReadOnlySpan<float>, LstmGen.Optimizer, LstmGen.Loss, LstmGen.GradientClipping, double?, System.ReadOnlySpan<float>, System.ReadOnlySpan<int>, int)" },
        { Tagger, "public int Predict;", "Predict" },
        { Plain, "public float Predict { get; set; }", "Predict" },
        { Plain, "public event System.Action? Predict;", "Predict" },
        { Plain, "public const int Step = 1;", "Step" },
        { Plain, "public delegate void Step();", "Step" },
        { Plain, "public interface Predict;", "Predict" },
        { Plain, "[System.Runtime.CompilerServices.IndexerName(\"Step\")] public int this[int i] => i;", "this[]" },
        { Plain, "public void State() { }", "State()" },
        { Plain, "public void Step(ref State own, float x) { }", "Step(ref State, float)" },
        { Plain, "public void Step(out M.State own, float x) => own = default;", "Step(out State, float)" },
        { Plain, "[System.Runtime.CompilerServices.OverloadResolutionPriority(1)] public void Step<T>(ref T a, System.ReadOnlySpan<float> b, System.Span<float> c) { }",
            "Step<T>(ref T, System.ReadOnlySpan<float>, System.Span<float>)" },
        { Plain, "public int PredictRaw;", "PredictRaw" },
        { Plain, "public enum State { On, Off }", "State" },
    };

    [Theory]
    [MemberData(nameof(Clashes))]
    public async Task A_member_in_a_generated_place_is_named(string layers, string member, string shown)
    {
        string source = $"{layers} public partial class M {{ {member} }}";
        string expected = $"Class 'M' declares '{shown}', and the generator writes a member in its place; remove or rename it";
        Assert.EndsWith(expected, Assert.Single(await Reported.ByRules(source)), StringComparison.Ordinal);
        Assert.EndsWith(expected, Assert.Single(await Reported.For(source), line => line.StartsWith("LSTMGEN017", StringComparison.Ordinal)), StringComparison.Ordinal);
        AssertNothingInGeneratedCode(GeneratorRun.Of(source));
    }

    [Theory]
    [InlineData("public M(string name) { }", "M(string)")]
    [InlineData("public M() { }", "M()")]
    [InlineData("private M(int a, int b = 1) : base(null!, 0) { }", "M(int, int)")]
    [InlineData("public M(M other) : this() { } public M(char c) { }", "M(char)")]
    public async Task A_constructor_that_makes_no_network_is_named(string member, string shown)
    {
        string expected = $"Class 'M' has the constructor '{shown}', which makes no network; write ': this(seed: 0)' behind its parameters, or call another constructor that does";
        string line = Assert.Single(await Reported.ByRules($"{Plain} public partial class M {{ {member} }}"));
        Assert.StartsWith("LSTMGEN022 on \"M\"", line, StringComparison.Ordinal);
        Assert.EndsWith(expected, line, StringComparison.Ordinal);
        AssertNothingInGeneratedCode(GeneratorRun.Of($"{Plain} public partial class M {{ {member} }}"));
    }

    [Theory]
    [InlineData("class System; namespace A { [global::LstmGen.LstmModel(LookBack = 2)] [global::LstmGen.Dense(1)] public partial class M; }", "System")]
    [InlineData("class LstmGen; namespace A { [global::LstmGen.LstmModel(LookBack = 2)] [global::LstmGen.Dense(1)] public partial class M; }", "LstmGen")]
    [InlineData("namespace System { ref struct Span<T>; } namespace A { {0} public partial class M; }", "System.Span")]
    [InlineData("namespace System { namespace Runtime { public static class InteropServices; } } namespace A { {0} public partial class M; }", "System.Runtime.InteropServices")]
    [InlineData("namespace LstmGen { class Runtime; } namespace A { {0} public partial class M; }", "LstmGen.Runtime")]
    [InlineData("namespace LstmGen { enum Initializer { Zeros } } namespace A { {0} public partial class M; }", "LstmGen.Initializer")]
    [InlineData("namespace LstmGen.Generated { static class Unsafe; } namespace A { {0} public partial class M; }", "LstmGen.Generated.Unsafe")]
    [InlineData("namespace System.Runtime.InteropServices { static class Unsafe; } namespace A { {0} public partial class M; } namespace B { {0} public partial class M; }", "System.Runtime.InteropServices.Unsafe")]
    public async Task A_type_that_hides_what_is_read_is_named_once(string source, string name)
    {
        source = source.Replace("{0}", Smallest);
        string expected = $"LSTMGEN023 on \"{name[(name.LastIndexOf('.') + 1)..]}\": Type '{name}' hides from generated code what it reads by that name; rename the type, or move it to a namespace of your own";
        Assert.Equal([expected], await Reported.ByRules(source));
        AssertNothingInGeneratedCode(GeneratorRun.Of(source));
    }

    [Fact]
    public void Every_namespace_that_emitted_code_reads_is_watched()
    {
        foreach (string layers in RandomOwnNames.Models.Append("[LstmModel(LookBack = 5)] [Encoder] [Embedding(9, 4)] [Lstm(4, ReturnSequences = true)] [Decoder(Steps = 6)] [Embedding(7, 3)] [Lstm(4)] [Attention] [Softmax(7)]"))
        {
            GeneratorRun run = GeneratorRun.Of($"namespace A {{ {layers} public partial class M; }}");
            SyntaxTree tree = run.Sources[0].SyntaxTree;
            SemanticModel semantics = run.Output.GetSemanticModel(run.Output.SyntaxTrees.Single(candidate => candidate.FilePath == tree.FilePath));
            string[] read = [.. semantics.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
                .Select(name => semantics.GetSymbolInfo(name).Symbol)
                .Select(symbol => symbol is INamedTypeSymbol { ContainingType: null } or INamespaceSymbol { IsGlobalNamespace: false } ? symbol.ContainingNamespace : null)
                .Where(space => space is not null).Select(space => space!.IsGlobalNamespace ? "" : space.ToDisplayString()).Distinct()
                .Where(space => space != "A")];
            Assert.True(read.Length > 5, run.Listing());
            Assert.Empty(read.Except(Parsing.HidingTypes.Namespaces));
        }
    }

    [Theory]
    [InlineData("namespace LstmGen { class Unsafe; class Own; class Tape; }")]
    [InlineData("namespace System { class Own; class Span; class Index<T>; } namespace System.Runtime.CompilerServices { class IsExternalInit; }")]
    [InlineData("namespace LstmGen.Generated { class Own; class Dense1; class A_MKernels; }")]
    [InlineData("file class System; namespace System.Windows { class Span<T>; }")]
    public async Task A_type_that_hides_nothing_is_left_alone(string source)
    {
        source += $" namespace A {{ {Smallest} public partial class M; }}";
        Assert.Empty(await Reported.ByRules(source));
        AssertNothingInGeneratedCode(GeneratorRun.Of(source));
    }

    /// <summary>Extension members give way to members without a word; these would take all calls of one.</summary>
    public static TheoryData<string, string, string> Hiding { get; } = new()
    {
        { Classifier, "public int Classify(System.ReadOnlySpan<float> own) => 1;", "Classify(System.ReadOnlySpan<float>)" },
        { Classifier, "public string Classify(System.ReadOnlySpan<float> own, int length, string rest = \"\") => rest;", "Classify(System.ReadOnlySpan<float>, int, string)" },
        { Classifier, "public static int Classify(System.ReadOnlySpan<float> own) => 1;", "Classify(System.ReadOnlySpan<float>)" },
        { Classifier, "public int Classify<T>(System.ReadOnlySpan<T> own) => 1;", "Classify<T>(System.ReadOnlySpan<T>)" },
        { Classifier, "public System.Func<int>? Classify;", "Classify" },
        { Classifier, "public dynamic? EvaluateClasses { get; }", "EvaluateClasses" },
        { Classifier, "public event System.Action? BalancedLoss;", "BalancedLoss" },
        { Classifier, "public LstmGen.CrossEntropy? BalancedLoss(LstmGen.WindowDataset? own) => null;", "BalancedLoss(LstmGen.WindowDataset)" },
        { Classifier, "public int BalancedLoss(object own) => 0;", "BalancedLoss(object)" },
        { Classifier, "public int BalancedLoss<T>(T own) => 0;", "BalancedLoss<T>(T)" },
        { Tagger, "public void Marginals(System.ReadOnlySpan<int> a, System.Span<float> b) { }", "Marginals(System.ReadOnlySpan<int>, System.Span<float>)" },
        { Tagger, "public void Tag(System.ReadOnlySpan<float> a, System.ReadOnlySpan<int> b) { }", "Tag(System.ReadOnlySpan<float>, System.ReadOnlySpan<int>)" },
        { Attending, "public void Attend(System.ReadOnlySpan<float> a, System.Span<float> b, System.Span<float> c) { }", "Attend(System.ReadOnlySpan<float>, System.Span<float>, System.Span<float>)" },
        { Writer, "public int Generate(ref State a, System.ReadOnlySpan<int> b, System.Span<int> c, LstmGen.Decoding.TokenSampler d, int e) => 0;",
            "Generate(ref State, System.ReadOnlySpan<int>, System.Span<int>, LstmGen.Decoding.TokenSampler, int)" },
    };

    [Theory]
    [MemberData(nameof(Hiding))]
    public async Task A_member_that_would_take_the_calls_of_the_librarys_is_named(string layers, string member, string shown)
    {
        string source = $"{layers} public partial class M {{ {member} }}";
        string expected = $"Class 'M' declares '{shown}', and it would take the calls of the library's member of that name; remove or rename it";
        string[] reported = await Reported.For(source);
        Assert.EndsWith(expected, Assert.Single(reported), StringComparison.Ordinal);
        Assert.StartsWith("LSTMGEN017", reported[0], StringComparison.Ordinal);
        AssertNothingInGeneratedCode(GeneratorRun.Of(source));

        // Models without such a member of the library keep theirs.
        Assert.Empty(await Reported.ByRules(source.Replace(layers, Plain)));
    }

    /// <summary>What C# looks past, or takes for calls of its own alone, stays, and the library's members can be called beside it.</summary>
    [Theory]
    [InlineData(Classifier, "public int Classify { get; } public class BalancedLoss; public int EvaluateClasses;", "m.Classify([1f]) + m.EvaluateClasses(w).Confusion.Classes + m.BalancedLoss(w).Classes + m.Classify")]
    [InlineData(Classifier, "public int Classify(string own) => 1; public int Classify(int own, int other) => 1; public int Classify() => 1;", "m.Classify([1f]) + m.Classify([1f], 1) + m.Classify(\"\") + m.Classify(1, 2) + m.Classify()")]
    [InlineData(Classifier, "public string Label(System.ReadOnlySpan<float> window) => this.Classify(window) == 0 ? \"\" : \"a\";", "m.Label([1f]).Length")]
    [InlineData(Tagger, "public int Tag; public enum Marginals;", "Do(() => m.Tag([1, 2], new int[2])) + Do(() => m.Tag([1f, 2f], 2, new int[2])) + Do(() => m.Marginals([1, 2], new float[6])) + m.Tag")]
    [InlineData(Attending, "public int Attend, CheckWindow;", "Do(() => m.Attend([1f], new float[1], new float[5])) + m.Attend")]
    [InlineData(Writer, "public int Generate;", "Do(() => { M.State s = default; m.Generate(ref s, [1], new int[2], new LstmGen.Decoding.TokenSampler()); }) + m.Generate")]
    public void Names_of_the_users_stay_beside_the_librarys(string layers, string members, string call)
    {
        GeneratorRun run = GeneratorRun.Of(
            $"{layers} public partial class M {{ {members} }} class Use {{ int Do(System.Action a) {{ a(); return 1; }} int F(M m, WindowDataset w) => {call}; }}");
        AssertNothingInGeneratedCode(run);
        Assert.DoesNotContain(run.CompilerMessages(), message => message.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public async Task Only_what_these_layers_add_is_taken()
    {
        const string methods = "public int Classify(System.ReadOnlySpan<float> a) => 1; public int Transcribe(System.ReadOnlySpan<float> a, System.Span<int> b) => 1;";
        Assert.Empty(await Reported.ByRules(Plain + "public partial class M { public System.Action? Classify, Tag, Attend, Generate, WarmupTarget; }"));
        Assert.Empty(await Reported.ByRules(Plain + $"public partial class M {{ {methods} }}"));
        Assert.Empty(await Reported.ByRules(Tagger + $"public partial class M {{ public int Step, State; {methods} }}"));
        Assert.Empty(await Reported.ByRules(Plain + "public partial class Tag;"));
    }

    [Theory]
    [InlineData(Tagger, "Tag")]
    [InlineData(Tagger, "Marginals")]
    [InlineData(Classifier, "Classify")]
    [InlineData(Classifier, "IClassifier")]
    [InlineData(Writer, "Generate")]
    public async Task A_class_may_be_called_like_a_member_of_the_library(string layers, string name) =>
        Assert.Empty(await Reported.For($"{layers} public partial class {name};"));

    [Theory]
    [InlineData(Tagger, "PredictBatch")]
    [InlineData(Tagger, "PredictRaw")]
    [InlineData(Plain, "Predict")]
    [InlineData(Plain, "Step")]
    [InlineData(Plain, "State")]
    public async Task A_class_called_like_one_of_its_members_is_told(string layers, string name)
    {
        string expected = $"LSTMGEN021 on \"{name}\": Class '{name}' has the name of a member that the generator adds to it, which C# does not allow; rename the class, for example '{name}Model'";
        Assert.Equal([expected], await Reported.For($"{layers} public partial class {name};"));
    }

    [Fact]
    public async Task What_does_not_clash_can_still_be_called()
    {
        string[] reported = await Reported.For(
            Plain + "public partial class M { public int Predict; } class Use { float F(M m, M.State s) { m.Fit(null!); return m.Step(ref s, 1f); } }");
        Assert.StartsWith("LSTMGEN017 on \"Predict\"", Assert.Single(reported), StringComparison.Ordinal);
    }

    /// <summary>An interface goes with the members that it is made of; the others stay.</summary>
    [Theory]
    [InlineData(Classifier, "public int Step;", "m.Classify([1f]) + m.BalancedLoss(null!).Classes")]
    [InlineData(Classifier, "public int State;", "m.Classify([1f]) + m.BalancedLoss(null!).Classes")]
    [InlineData(Writer, "public int Step;", "m.Classify([1]) + m.Classify([1f])")]
    [InlineData(Tagger, "public float FitBatch;", "m.EvaluateTags(null!).Count")]
    [InlineData(Attending, "public float Predict;", "Do(() => m.Attend([1f], new float[1], new float[5]))")]
    public async Task What_a_clash_leaves_can_still_be_called(string layers, string member, string call)
    {
        string[] reported = await Reported.For(
            $"{layers} public partial class M {{ {member} }} class Use {{ int Do(System.Action a) {{ a(); return 1; }} long F(M m) => {call}; }}");
        Assert.StartsWith("LSTMGEN017", Assert.Single(reported), StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_about_the_users_own_are_not_given_again()
    {
        const string copies = """
            #pragma warning disable
            namespace System.Runtime.CompilerServices { sealed class InlineArrayAttribute(int length) : Attribute { public int Length => length; } sealed class SkipLocalsInitAttribute : Attribute; }
            namespace System.Diagnostics.CodeAnalysis { sealed class UnscopedRefAttribute : Attribute; }
            """;
        CSharpCompilation compilation = TestCompilation.Of(
            "[assembly: System.CLSCompliant(true)] namespace shop { " + Plain + "public partial class lower { public void predict() { } } [System.Obsolete] " + Tagger + "public partial class _Tags { public int tag; } "
            + Classifier + "partial class C { public int Description; } " + Plain + "public partial class Named { public string Name { get; } public event System.Action Changed; string _field; public Named(string name) : this() { Name = _field = name; Changed = () => { }; } } public static partial class box { " + Plain + " public partial class M; } }", copies);
        foreach (string id in new[] { "CS8019", "CS1591", "CS8632" })
        {
            compilation = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(compilation.Options.SpecificDiagnosticOptions.SetItem(id, ReportDiagnostic.Warn)));
        }

        AssertNothingInGeneratedCode(GeneratorRun.Of(compilation.WithOptions(compilation.Options.WithAllowUnsafe(true))));
    }

    internal static void AssertNothingInGeneratedCode(GeneratorRun run)
    {
        ImmutableArray<SyntaxTree> generated = [.. run.Output.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal))];
        Diagnostic[] messages = [.. run.CompilerMessages().Where(message => message.Location.SourceTree is { } tree && generated.Contains(tree))];
        Assert.True(messages.Length == 0, string.Join('\n', messages.Take(5)) + "\n" + (messages.Length == 0 ? "" : run.Listing()));
    }
}

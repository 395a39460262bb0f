using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests;

/// <summary>An edit regenerates what it concerns and nothing else. There are two models; the first is edited, the second never is.</summary>
public sealed class CachingTests
{
    private const string Edited = """
        namespace Shop;

        [LstmModel(LookBack = 6)]
        [Lstm(3)]
        [Dense(1)]
        public sealed partial class Model
        {
            public int Own => 1;
        }
        """;

    private const string Other = "[LstmModel(LookBack = 4)] [Lstm(2)] [Dense(1)] public sealed partial class Other;";

    private static readonly CSharpCompilation s_before = TestCompilation.Of(Edited, Other);

    [Theory]
    [InlineData("public int Own => 1;", "public int Own => 2;")]
    [InlineData("public int Own => 1;", "public int Own => 1; // A comment.")]
    [InlineData("[Dense(1)]", "[Dense(1)] // A comment.")]
    [InlineData("[Lstm(3)]", "\n\n    [Lstm(units: 3)]")]
    [InlineData("[Lstm(3)]\n[Dense(1)]", "[Lstm(3), Dense(1)]")]
    [InlineData("[Lstm(3)]", "[Lstm(1 + 2)]")]
    [InlineData("public sealed partial", "internal partial")]
    [InlineData("public sealed partial", "[System.Obsolete] public sealed partial")]
    [InlineData("namespace Shop;", "using System;\nnamespace Shop;")]
    public void An_edit_that_does_not_concern_the_network_regenerates_nothing(string before, string after) =>
        AssertReasons(Edit(before, after), StepReasons.Nothing, StepReasons.Nothing);

    [Theory]
    [InlineData("LookBack = 6", "LookBack = 7")]
    [InlineData("LookBack = 6", "LookBack = 6, Features = 2")]
    [InlineData("LookBack = 6", "LookBack = 6, Scaling = Scaling.Standard")]
    [InlineData("[Lstm(3)]", "[Lstm(4)]")]
    [InlineData("[Lstm(3)]", "[Lstm(3, RecurrentActivation = Activation.HardSigmoid)]")]
    [InlineData("[Lstm(3)]", "[Lstm(3, Bidirectional = true)]")]
    [InlineData("[Lstm(3)]", "[Lstm(3)]\n[Lstm(3)]")]
    [InlineData("[Lstm(3)]", "[Lstm(3)]\n[Dropout(0.5)]")]
    [InlineData("[Dense(1)]", "[Dense(2)]")]
    [InlineData("[Lstm(3)]\n[Dense(1)]", "[Lstm(3)]\n[Dense(2)]\n[Dense(1)]")]
    [InlineData("class Model", "class Renamed")]
    [InlineData("namespace Shop", "namespace Market")]
    public void An_edit_of_the_network_regenerates_that_model(string before, string after) =>
        AssertReasons(Edit(before, after), StepReasons.Regenerated, StepReasons.Nothing);

    [Theory]
    [InlineData("public int Own => 1; public void More() { }")]
    [InlineData("public int Other => 1;")]
    [InlineData("")]
    public void An_edit_of_the_users_members_regenerates_nothing(string after) => AssertReasons(
        Edit("public int Own => 1;", after), new StepReasons(IncrementalStepRunReason.Unchanged, IncrementalStepRunReason.Cached), StepReasons.Nothing);

    [Fact]
    public void A_default_of_the_model_that_is_written_out_changes_nothing() =>
        AssertReasons(Edit("LookBack = 6", "LookBack = 6, Features = 1"), StepReasons.Nothing, StepReasons.Nothing);

    [Fact]
    public void A_default_of_a_layer_that_is_written_out_comes_to_the_same_file() =>
        AssertReasons(Edit("[Lstm(3)]", "[Lstm(3, UseBias = true)]"), StepReasons.SameFile, StepReasons.Nothing);

    [Fact]
    public void A_new_model_leaves_the_others_alone() =>
        AssertReasons(
            s_before.AddSyntaxTrees(TestCompilation.Parse("[LstmModel(LookBack = 2)] [Lstm(2)] [Dense(1)] partial class New;", 2)),
            StepReasons.Nothing, StepReasons.Nothing, StepReasons.Added);

    [Fact]
    public void A_model_that_goes_leaves_the_others_alone() =>
        AssertReasons(Edit("[LstmModel(LookBack = 6)]", ""), StepReasons.Removed, StepReasons.Nothing);

    [Fact]
    public void A_file_without_models_concerns_none() =>
        AssertReasons(
            s_before.AddSyntaxTrees(TestCompilation.Parse("class Unrelated;", 2)), StepReasons.Nothing, StepReasons.Nothing);

    [Fact]
    public void An_option_of_the_project_that_no_generated_code_depends_on_concerns_none() =>
        AssertReasons(
            s_before.WithOptions(s_before.Options.WithOptimizationLevel(OptimizationLevel.Release)), StepReasons.Nothing, StepReasons.Nothing);

    [Fact]
    public void Allowing_unsafe_code_rewrites_every_model_without_reading_it_again() =>
        AssertReasons(s_before.WithOptions(s_before.Options.WithAllowUnsafe(true)), StepReasons.Rewritten, StepReasons.Rewritten);

    private static CSharpCompilation Edit(string before, string after)
    {
        Assert.Contains(before, Edited, StringComparison.Ordinal);
        return s_before.ReplaceSyntaxTree(s_before.SyntaxTrees[0], TestCompilation.Parse(Edited.Replace(before, after)));
    }

    private static void AssertReasons(CSharpCompilation after, params StepReasons[] expected)
    {
        GeneratorDriver driver = GeneratorRun.NewDriver().RunGenerators(s_before, TestContext.Current.CancellationToken);
        GeneratorRunResult result = Assert.Single(driver.RunGenerators(after, TestContext.Current.CancellationToken).GetRunResult().Results);
        Assert.Equal(expected, StepReasons.Of(result));
    }
}

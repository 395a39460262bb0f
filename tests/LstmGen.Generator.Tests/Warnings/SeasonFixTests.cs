using LstmGen.CodeFixes;
using LstmGen.Generator.Analyzers;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace LstmGen.Generator.Tests;

/// <summary>A window that becomes longer takes its model with it.</summary>
public sealed class SeasonFixTests
{
    private const string Models = """

        [LstmModel(LookBack = 20)]
        [Lstm(8)]
        [Dense(1)]
        partial class Used;
        [LstmModel(LookBack = 20)]
        [Lstm(8)]
        [Dense(1)]
        partial class Unused;
        [LstmModel(LookBack = 12)]
        [Lstm(8)]
        [Dense(1)]
        partial class OfAnotherLength;

        """;

    private static readonly string s_changed = ReplaceFirst(Models, "LookBack = 20", "LookBack = 48");

    [Fact]
    public Task The_model_that_is_made_beside_it_gets_the_same_look_back() => Verify(
        Models + Method("var windows = WindowDataset.Of(series, {|LSTMGEN107:lookBack: 20|}, period: 24); _ = new Used(); _ = new OfAnotherLength();"),
        s_changed + Method("var windows = WindowDataset.Of(series, lookBack: 48, period: 24); _ = new Used(); _ = new OfAnotherLength();"));

    [Fact]
    public Task A_model_that_is_given_counts_too() => Verify(
        Models + Method("_ = model; var windows = WindowDataset.Of(series, {|LSTMGEN107:20|}, period: 24);"),
        s_changed + Method("_ = model; var windows = WindowDataset.Of(series, 48, period: 24);"));

    [Fact]
    public Task A_variable_changes_where_it_is_declared() => Verify(
        Method("int steps = 20; var windows = WindowDataset.Of(series, {|LSTMGEN107:lookBack: steps|}, period: 24);").Replace("Used model, ", "", StringComparison.Ordinal),
        Method("int steps = 48; var windows = WindowDataset.Of(series, lookBack: steps, period: 24);").Replace("Used model, ", "", StringComparison.Ordinal));

    [Fact]
    public Task A_constant_that_both_name_changes_once() => Verify(
        Models.Replace("LookBack = 20)]\n[Lstm(8)]\n[Dense(1)]\npartial class Used;", "LookBack = Used.Steps)]\n[Lstm(8)]\n[Dense(1)]\npartial class Used { public const int Steps = 20; }", StringComparison.Ordinal)
            + Method("_ = model; var windows = WindowDataset.Of(series, {|LSTMGEN107:lookBack: Used.Steps|}, period: 24);"),
        Models.Replace("LookBack = 20)]\n[Lstm(8)]\n[Dense(1)]\npartial class Used;", "LookBack = Used.Steps)]\n[Lstm(8)]\n[Dense(1)]\npartial class Used { public const int Steps = 48; }", StringComparison.Ordinal)
            + Method("_ = model; var windows = WindowDataset.Of(series, lookBack: Used.Steps, period: 24);"));

    private static string Method(string body) => $$"""
        static class P
        {
            static void Run(Used model, float[] series)
            {
                {{body}}
            }
        }
        """;

    private static string ReplaceFirst(string text, string what, string by)
    {
        int at = text.IndexOf(what, StringComparison.Ordinal);
        return text[..at] + by + text[(at + what.Length)..];
    }

    private static Task Verify(string before, string after)
    {
        CSharpCodeFixTest<SeasonAnalyzer, SeasonFix, DefaultVerifier> test = new()
        {
            TestCode = "using LstmGen;\n" + before.ReplaceLineEndings("\n"),
            FixedCode = "using LstmGen;\n" + after.ReplaceLineEndings("\n"),
            ReferenceAssemblies = new ReferenceAssemblies("none"),
            CodeFixTestBehaviors = CodeFixTestBehaviors.SkipFixAllCheck,
        };
        test.TestState.AdditionalReferences.AddRange(TestCompilation.References);
        test.FixedState.AdditionalReferences.AddRange(TestCompilation.References);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}

using LstmGen.CodeFixes;
using LstmGen.Generator.Analyzers;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace LstmGen.Generator.Tests;

/// <summary>The code fixes of warnings, before and after. The text between {|ID: and |} is what the warning underlines.</summary>
public sealed class WarningFixTests
{
    [Theory]
    [InlineData("[{|LSTMGEN101:Lstm(50)|}]\n", "[Lstm(50)]\n[Dense(1)]\n")]
    [InlineData("[{|LSTMGEN101:Lstm(50)|}] // Remembers.\n", "[Lstm(50)] // Remembers.\n[Dense(1)]\n")]
    [InlineData("[{|LSTMGEN101:Lstm(50)|}]", "[Lstm(50)][Dense(1)]")]
    [InlineData("[{|LSTMGEN101:Lstm(50)|}] ", "[Lstm(50)] [Dense(1)] ")]
    [InlineData("[Lstm(8)] [{|LSTMGEN101:Lstm(50)|}]\n", "[Lstm(8)] [Lstm(50)]\n[Dense(1)]\n")]
    [InlineData("[Lstm(8), {|LSTMGEN101:Lstm(50)|}]\n", "[Lstm(8), Lstm(50), Dense(1)]\n")]
    [InlineData("[{|LSTMGEN101:Lstm(50)|}]\n[System.Obsolete]\n", "[Lstm(50)]\n[Dense(1)]\n[System.Obsolete]\n")]
    [InlineData("[{|LSTMGEN101:Lstm(50, ReturnSequences = true)|}]\n", "[Lstm(50)]\n[Dense(1)]\n")]
    [InlineData("[{|LSTMGEN101:Lstm(50)|}]\n[Dropout(0)]\n", "[Lstm(50)]\n[Dropout(0)]\n[Dense(1)]\n")]
    public Task Adds_an_output_layer(string before, string after) => Verify(before, after);

    [Fact]
    public Task Adds_an_output_layer_with_its_indent() => Verify<ModelWarningAnalyzer, ModelWarningFix>(
        """
        namespace N
        {
            public partial class Outer
            {
                /// <summary>Mine.</summary>
                [LstmModel(LookBack = 20)]
                [{|LSTMGEN101:Lstm(50)|}]
                private sealed partial class M
                {
                }
            }
        }
        """,
        """
        namespace N
        {
            public partial class Outer
            {
                /// <summary>Mine.</summary>
                [LstmModel(LookBack = 20)]
                [Lstm(50)]
                [Dense(1)]
                private sealed partial class M
                {
                }
            }
        }
        """);

    [Theory]
    [InlineData("[Lstm(50, {|LSTMGEN102:ReturnSequences = true|})]\n[Dense(1)]\n", "[Lstm(50)]\n[Dense(1)]\n")]
    [InlineData("[Lstm(50, {|LSTMGEN102:ReturnSequences = true|}, Dropout = 0.1)]\n[Dense(1)]\n", "[Lstm(50, Dropout = 0.1)]\n[Dense(1)]\n")]
    [InlineData("[Lstm(50, Dropout = 0.1, {|LSTMGEN102:ReturnSequences = true|})]\n[Dense(1)]\n", "[Lstm(50, Dropout = 0.1)]\n[Dense(1)]\n")]
    public Task Removes_return_sequences(string before, string after) => Verify(before, after);

    [Theory]
    [InlineData("[Lstm(50)]\n[Dense(1)]\n[{|LSTMGEN103:Dropout(0.2)|}]\n", "[Lstm(50)]\n[Dropout(0.2)]\n[Dense(1)]\n")]
    [InlineData(
        "[Lstm(50)]\n// The answer.\n[Dense(1)] // One value.\n// Noise.\n[{|LSTMGEN103:Dropout(0.2)|}] // A fifth.\n",
        "[Lstm(50)]\n// The answer.\n[Dropout(0.2)] // A fifth.\n// Noise.\n[Dense(1)] // One value.\n")]
    [InlineData("[Lstm(50), Dense(1), {|LSTMGEN103:Dropout(0.2)|}]\n", "[Lstm(50), Dropout(0.2), Dense(1)]\n")]
    [InlineData("[Lstm(50)] [Dense(1)] [{|LSTMGEN103:Dropout(0.2)|}]\n", "[Lstm(50)] [Dropout(0.2)] [Dense(1)]\n")]
    public Task Moves_dropout_above_the_output_layer(string before, string after) => Verify(before, after);

    [Theory]
    [InlineData("[Lstm(50)]\n[Dropout(0.1)]\n[Dense(1)]\n[{|LSTMGEN103:Dropout(0.2)|}]\n", "[Lstm(50)]\n[Dropout(0.1)]\n[Dense(1)]\n")]
    [InlineData("[Lstm(50)]\n[Dropout(0.1)]\n[Dense(1)]\n// Noise.\n[{|LSTMGEN103:Dropout(0.2)|}]\n", "[Lstm(50)]\n[Dropout(0.1)]\n[Dense(1)]\n// Noise.\n")]
    [InlineData("[Lstm(50)]\n[Dropout(0.1)]\n[Dense(1)] [{|LSTMGEN103:Dropout(0.2)|}]\n", "[Lstm(50)]\n[Dropout(0.1)]\n[Dense(1)]\n")]
    [InlineData("[Lstm(50), Dropout(0.1), Dense(1), {|LSTMGEN103:Dropout(0.2)|}]\n", "[Lstm(50), Dropout(0.1), Dense(1)]\n")]
    public Task Removes_dropout_from_the_end(string before, string after) => Verify(before, after);

    [Fact]
    public Task Removes_the_activation_of_a_scaled_output() => Verify<ModelWarningAnalyzer, ModelWarningFix>(
        "[LstmModel(LookBack = 20, Scaling = Scaling.Standard)]\n[Lstm(50)]\n[Dense(1, {|LSTMGEN104:Activation = Activation.Tanh|})]\npublic partial class M;",
        "[LstmModel(LookBack = 20, Scaling = Scaling.Standard)]\n[Lstm(50)]\n[Dense(1)]\npublic partial class M;");

    [Theory]
    [InlineData("[Lstm(1)]\n[Lstm(2)]\n[Lstm(3)]\n[{|LSTMGEN105:Lstm(4)|}]\n[Dense(1)]\n", "[Lstm(1)]\n[Lstm(2)]\n[Lstm(4)]\n[Dense(1)]\n")]
    [InlineData(
        "[Lstm(1)]\n[Dropout(0.1)]\n[Lstm(2)]\n[Dropout(0.2)]\n[Lstm(3, ReturnSequences = true)]\n[Dropout(0.3)]\n[{|LSTMGEN105:Lstm(4)|}]\n[Dropout(0.4)]\n[Lstm(5)]\n[Dense(1)]\n",
        "[Lstm(1)]\n[Dropout(0.1)]\n[Lstm(2)]\n[Dropout(0.2)]\n[Lstm(5)]\n[Dense(1)]\n")]
    public Task Keeps_three_stacked_layers(string before, string after) => Verify(before, after);

    [Theory]
    [InlineData("[Lstm(50)]\n[Dropout({|LSTMGEN106:0.8|})]\n[Dense(1)]\n", "[Lstm(50)]\n[Dropout(0.5)]\n[Dense(1)]\n")]
    [InlineData("[Lstm(50)]\n[Dropout({|LSTMGEN106:rate: 0.8|})]\n[Dense(1)]\n", "[Lstm(50)]\n[Dropout(rate: 0.5)]\n[Dense(1)]\n")]
    [InlineData("[Lstm(50, {|LSTMGEN106:RecurrentDropout = 2 * 0.4|})]\n[Dense(1)]\n", "[Lstm(50, RecurrentDropout = 0.5)]\n[Dense(1)]\n")]
    public Task Halves_dropout(string before, string after) => Verify(before, after);

    [Theory]
    [InlineData("[Lstm(50, {|LSTMGEN108:RecurrentActivation = Activation.Relu|})]\n[Dense(1)]\n", "[Lstm(50)]\n[Dense(1)]\n")]
    [InlineData("[Lstm(50, {|LSTMGEN109:Activation = Activation.Relu|}, Dropout = 0.1)]\n[Dense(1)]\n", "[Lstm(50, Dropout = 0.1)]\n[Dense(1)]\n")]
    public Task Removes_the_activation_of_a_cell(string before, string after) => Verify(before, after);

    [Fact]
    public Task Removes_the_second_dropout() => Verify("[Lstm(50)]\n[Dropout(0.2)]\n[{|LSTMGEN110:Dropout(0.3)|}]\n[Dense(1)]\n", "[Lstm(50)]\n[Dropout(0.2)]\n[Dense(1)]\n");

    [Theory]
    [InlineData("[Lstm(50)]\n[{|LSTMGEN111:Dense(25)|}]\n[Dense(1)]\n", "[Lstm(50)]\n[Dense(25, Activation = Activation.Relu)]\n[Dense(1)]\n")]
    [InlineData(
        "[Lstm(50)]\n[Dense(25, {|LSTMGEN111:Activation = Activation.Linear|}, UseBias = false)]\n[Dense(1)]\n",
        "[Lstm(50)]\n[Dense(25, Activation = Activation.Relu, UseBias = false)]\n[Dense(1)]\n")]
    public Task Gives_a_hidden_layer_an_activation(string before, string after) => Verify(before, after);

    [Fact]
    public Task Sets_a_look_back_of_more_than_one_step() => Verify<ModelWarningAnalyzer, ModelWarningFix>(
        "[LstmModel({|LSTMGEN112:LookBack = 1|}, Features = 3)]\n[Lstm(50)]\n[Dense(1)]\npublic partial class M;",
        "[LstmModel(LookBack = 20, Features = 3)]\n[Lstm(50)]\n[Dense(1)]\npublic partial class M;");

    [Theory]
    [InlineData("[{|LSTMGEN113:LayerNorm|}]\n[Lstm(50)]\n[Dense(1)]\n", "[Lstm(50)]\n[Dense(1)]\n")]
    [InlineData("[Lstm(8, {|LSTMGEN114:ReturnSequences = false|})]\n[Lstm(8)]\n[Dense(1)]\n", "[Lstm(8)]\n[Lstm(8)]\n[Dense(1)]\n")]
    [InlineData("[Lstm(8)]\n[{|LSTMGEN115:Dense(1)|}]\n[Softmax(3)]\n", "[Lstm(8)]\n[Softmax(3)]\n")]
    public Task Removes_what_does_nothing_or_stands_in_the_way(string before, string after) => Verify(before, after);

    [Theory]
    [InlineData("Stateful = true", "[Dense(4)]")]
    [InlineData("WeightPrecision = WeightPrecision.BFloat16", "[Dense(4)]")]
    public Task Removes_an_option_of_the_model(string option, string layers) => Verify<ModelWarningAnalyzer, ModelWarningFix>(
        $"[LstmModel(LookBack = 20, {{|LSTMGEN114:{option}|}})]\n{layers}\npublic partial class M;", $"[LstmModel(LookBack = 20)]\n{layers}\npublic partial class M;");

    [Fact]
    public async Task Names_are_written_in_full_where_no_using_makes_them_short()
    {
        CSharpCodeFixTest<ModelWarningAnalyzer, ModelWarningFix, DefaultVerifier> test = Test<ModelWarningAnalyzer, ModelWarningFix>(
            "[LstmGen.LstmModel(LookBack = 20)]\n[{|LSTMGEN101:LstmGen.Lstm(50)|}]\npublic partial class M;\n"
            + "[LstmGen.LstmModel(LookBack = 20)]\n[{|LSTMGEN111:LstmGen.Dense(8)|}]\n[LstmGen.Dense(1)]\npublic partial class N;",
            "[LstmGen.LstmModel(LookBack = 20)]\n[LstmGen.Lstm(50)]\n[LstmGen.Dense(1)]\npublic partial class M;\n"
            + "[LstmGen.LstmModel(LookBack = 20)]\n[LstmGen.Dense(8, Activation = LstmGen.Activation.Relu)]\n[LstmGen.Dense(1)]\npublic partial class N;");
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task A_warning_that_no_edit_can_end_has_no_fix() => Verify<ModelWarningAnalyzer, ModelWarningFix>(
        "[LstmModel(LookBack = 8)]\n[AveragePool1D(8)]\n[{|LSTMGEN112:Lstm(50)|}]\n[Dense(1)]\npublic partial class M;",
        "[LstmModel(LookBack = 8)]\n[AveragePool1D(8)]\n[{|LSTMGEN112:Lstm(50)|}]\n[Dense(1)]\npublic partial class M;");

    private static Task Verify(string before, string after) => Verify<ModelWarningAnalyzer, ModelWarningFix>(
        $"[LstmModel(LookBack = 20)]\n{before}public partial class M;", $"[LstmModel(LookBack = 20)]\n{after}public partial class M;");

    private static Task Verify<TAnalyzer, TFix>(string before, string after)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new() => Test<TAnalyzer, TFix>("using LstmGen;\n\n" + before, "using LstmGen;\n\n" + after).RunAsync(TestContext.Current.CancellationToken);

    private static CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier> Test<TAnalyzer, TFix>(string before, string after)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier> test = new()
        {
            TestCode = before.ReplaceLineEndings("\n"),
            FixedCode = after.ReplaceLineEndings("\n"),
            ReferenceAssemblies = new ReferenceAssemblies("none"),
        };
        test.TestState.AdditionalReferences.AddRange(TestCompilation.References);
        test.FixedState.AdditionalReferences.AddRange(TestCompilation.References);
        return test;
    }
}

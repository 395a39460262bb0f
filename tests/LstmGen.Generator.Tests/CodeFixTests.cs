using LstmGen.CodeFixes;
using LstmGen.Generator.Analyzers;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace LstmGen.Generator.Tests;

/// <summary>Every code fix, before and after. The text between {|ID: and |} is what the diagnostic underlines.</summary>
public sealed class CodeFixTests
{
    [Theory]
    [InlineData(
        "[{|LSTMGEN001:LstmModel(LookBack = 5)|}]\n[Dense(1)]\npublic sealed class M;",
        "[LstmModel(LookBack = 5)]\n[Dense(1)]\npublic sealed partial class M;")]
    [InlineData(
        "// Why.\n[{|LSTMGEN001:LstmModel(LookBack = 5)|}]\n[Dense(1)]\n// Here.\nclass M;",
        "// Why.\n[LstmModel(LookBack = 5)]\n[Dense(1)]\n// Here.\npartial class M;")]
    public Task Makes_a_class_partial(string before, string after) => Verify<MakePartialFix>(before, after);

    [Fact]
    public Task Makes_the_types_around_a_class_partial() => Verify<MakePartialFix>(
        """
        public class A
        {
            internal struct B
            {
                [{|LSTMGEN001:{|LSTMGEN006:{|LSTMGEN006:LstmModel(LookBack = 5)|}|}|}]
                [Dense(1)]
                internal class M;
            }
        }
        """,
        """
        public partial class A
        {
            internal partial struct B
            {
                [LstmModel(LookBack = 5)]
                [Dense(1)]
                internal partial class M;
            }
        }
        """);

    [Theory]
    [InlineData("public abstract partial class M;", "public partial class M;")]
    [InlineData("static partial class M;", "partial class M;")]
    [InlineData("/* here */ abstract public partial class M;", "/* here */ public partial class M;")]
    [InlineData("file sealed partial class M;", "sealed partial class M;")]
    public Task Removes_a_modifier(string before, string after) => Verify<RemoveModifierFix>(
        "[{|LSTMGEN005:LstmModel(LookBack = 5)|}]\n[Dense(1)]\n" + before, "[LstmModel(LookBack = 5)]\n[Dense(1)]\n" + after);

    [Theory]
    [InlineData("LstmModel", "LstmModel(LookBack = 20)")]
    [InlineData("LstmModel()", "LstmModel(LookBack = 20)")]
    [InlineData("LstmModel(Features = 2)", "LstmModel(LookBack = 20, Features = 2)")]
    public Task Sets_the_look_back(string before, string after) => Verify<SetLookBackFix>(
        $"[{{|LSTMGEN011:{before}|}}]\n[Dense(1)]\npublic partial class M;", $"[{after}]\n[Dense(1)]\npublic partial class M;");

    [Fact]
    public Task Adds_the_model_attribute() => Verify<AddModelFix>(
        "/// <summary>Mine.</summary>\n[{|LSTMGEN009:Dense(1)|}]\npublic partial class M;",
        "/// <summary>Mine.</summary>\n[LstmModel(LookBack = 20)]\n[Dense(1)]\npublic partial class M;");

    [Theory]
    [InlineData("LookBack = 0", "LookBack = 1")]
    [InlineData("LookBack = 1000 * 1000", "LookBack = 100_000")]
    public Task Brings_an_option_of_the_model_into_its_range(string before, string after) => Verify<NearestSizeFix>(
        $"[LstmModel({{|LSTMGEN012:{before}|}})]\n[Dense(1)]\npublic partial class M;", $"[LstmModel({after})]\n[Dense(1)]\npublic partial class M;");

    [Theory]
    [InlineData("-3", "1")]
    [InlineData("5000", "4_096")]
    [InlineData("units: 5000", "units: 4_096")]
    public Task Brings_the_units_of_a_layer_into_their_range(string before, string after) => Verify<NearestSizeFix>(
        $"[LstmModel(LookBack = 3)]\n[Lstm({{|LSTMGEN012:{before}|}})]\npublic partial class M;",
        $"[LstmModel(LookBack = 3)]\n[Lstm({after})]\npublic partial class M;");

    private static Task Verify<TFix>(string before, string after)
        where TFix : CodeFixProvider, new()
    {
        CSharpCodeFixTest<LstmModelAnalyzer, TFix, DefaultVerifier> test = new()
        {
            TestCode = "using LstmGen;\n\n" + before.ReplaceLineEndings("\n"),
            FixedCode = "using LstmGen;\n\n" + after.ReplaceLineEndings("\n"),
            ReferenceAssemblies = new ReferenceAssemblies("none"),
        };
        test.TestState.AdditionalReferences.AddRange(TestCompilation.References);
        test.FixedState.AdditionalReferences.AddRange(TestCompilation.References);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }
}

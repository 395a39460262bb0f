using LstmGen.CodeFixes;
using LstmGen.Generator.Analyzers;
using LstmGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace LstmGen.Generator.Tests;

/// <summary>A name that is nearly one of LstmGen's is answered with it; any other is the compiler's alone. Values may be written by place or by name.</summary>
public sealed class AttributeNamesTests
{
    [Theory]
    [InlineData("Lsmt(50)", "Lsmt", "Lstm")]
    [InlineData("LSTM(50)", "LSTM", "Lstm")]
    [InlineData("lstm(50)", "lstm", "Lstm")]
    [InlineData("LstmLayer(50)", "LstmLayer", "Lstm")]
    [InlineData("LSTMAttribute(50)", "LSTMAttribute", "Lstm")]
    [InlineData("Dence(1)", "Dence", "Dense")]
    [InlineData("dense(1)", "dense", "Dense")]
    [InlineData("DropOut(0.1)", "DropOut", "Dropout")]
    [InlineData("LayerNormalisation", null, null)]
    [InlineData("Conv1d(2, 3)", "Conv1d", "Conv1D")]
    [InlineData("SoftMax(3)", "SoftMax", "Softmax")]
    [InlineData("CRF(3)", "CRF", "Crf")]
    [InlineData("Embeding(3, 4)", "Embeding", "Embedding")]
    [InlineData("LstmGen.Lsmt(50)", "Lsmt", "Lstm")]
    [InlineData("global::LstmGen.Lsmt(50)", "Lsmt", "Lstm")]
    [InlineData("Quantile(0.1, 0.9)", "Quantile", "Quantiles")]
    [InlineData("Serializble", null, null)]
    [InlineData("Test", null, null)]
    [InlineData("Fact", null, null)]
    [InlineData("Table(\"x\")", null, null)]
    [InlineData("Key", null, null)]
    [InlineData("System.Lstm(3)", null, null)]
    public async Task An_unknown_attribute_is_answered_with_the_nearest_or_not_at_all(string attribute, string? written, string? meant)
    {
        string[] reported = [.. (await Reported.For($"[LstmModel(LookBack = 5)] [{attribute}] [Dense(1)] public partial class M;")).Where(line => line.StartsWith("LSTMGEN", StringComparison.Ordinal))];
        Assert.Equal(meant is null ? [] : [$"LSTMGEN027 on \"{written}\": There is no attribute [{written}]; write [{meant}] if that is meant"], reported);
    }

    [Fact]
    public async Task A_misspelt_model_is_answered_where_LstmGen_is_in_scope() => Assert.Equal(
        ["LSTMGEN027 on \"LstmModl\": There is no attribute [LstmModl]; write [LstmModel] if that is meant"],
        (await Reported.For("[LstmModl(LookBack = 5)] public partial class M;")).Where(line => line.StartsWith("LSTMGEN", StringComparison.Ordinal)));

    [Fact]
    public async Task An_attribute_of_somebody_elses_is_left_alone() => Assert.Empty(await Reported.For(
        "namespace Mine { public sealed class LsmtAttribute(int size) : System.Attribute { public int Size => size; } public sealed class DenceAttribute : System.Attribute; [Lsmt(3), Dence] public class C; }"));

    [Theory]
    [InlineData("Lsmt(50)", "Lstm(50)")]
    [InlineData("LSTM", "Lstm")]
    public Task The_fix_writes_the_name_that_is_meant(string before, string after)
    {
        string name = before.Split('(')[0];
        CSharpCodeFixTest<LstmModelAnalyzer, RenameAttributeFix, DefaultVerifier> test = new()
        {
            TestCode = $"using LstmGen;\n\n[LstmModel(LookBack = 5)]\n[{before.Replace(name, $"{{|LSTMGEN027:{{|CS0246:{{|CS0246:{name}|}}|}}|}}")}]\n[Dense(1)]\npublic partial class M;",
            FixedCode = $"using LstmGen;\n\n[LstmModel(LookBack = 5)]\n[{(after.Contains('(') ? after : $"{{|LSTMGEN028:{after}|}}")}]\n[Dense(1)]\npublic partial class M;",
            ReferenceAssemblies = new ReferenceAssemblies("none"),
        };
        test.TestState.AdditionalReferences.AddRange(TestCompilation.References);
        test.FixedState.AdditionalReferences.AddRange(TestCompilation.References);
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("lstm", "LSTM", 4)]
    [InlineData("ab", "ba", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Distances_count_letters(string one, string other, int expected)
    {
        Assert.Equal(expected, AttributeNames.Distance(one, other));
        Assert.Equal(expected, AttributeNames.Distance(other, one));
    }

    [Theory]
    [InlineData("[Lstm(4)] [Dense(1)]", "[Lstm(Units = 4)] [Dense(Units = 1)]")]
    [InlineData("[Lstm(4)] [Activation(Activation.Relu)] [Dropout(0.2)] [Dense(1)]", "[Lstm(Units = 4)] [Activation(Activation = Activation.Relu)] [Dropout(Rate = 0.2)] [Dense(units: 1)]")]
    [InlineData("[Embedding(9, 4)] [Lstm(3)] [Softmax(3)]", "[Embedding(Dimension = 4, Vocabulary = 9)] [Lstm(Units = 3)] [Softmax(Classes = 3)]")]
    [InlineData("[Embedding(9, 4)] [Lstm(3)] [Crf(3)]", "[Embedding(9, Dimension = 4)] [Lstm(Units = 3)] [Crf(Tags = 3)]")]
    [InlineData("[Conv1D(3, 2)] [MaxPool1D(2)] [Lstm(3)] [Sigmoid(2)]", "[Conv1D(Filters = 3, Kernel = 2)] [MaxPool1D(Size = 2)] [Lstm(Units = 3)] [Sigmoid(Labels = 2)]")]
    [InlineData("[Lstm(4)] [Attention(AttentionScore.Dot)] [Repeat(3)] [Residual(1)] [Lstm(4)] [Quantiles(0.1, 0.9)]", "[Lstm(Units = 4)] [Attention(Score = AttentionScore.Dot)] [Repeat(Times = 3)] [Residual(Layers = 1)] [Lstm(Units = 4)] [Quantiles(Quantiles = new[] { 0.1, 0.9 })]")]
    [InlineData("[Lstm(4)] [Ctc(3, MaximumLabels = 2)]", "[Lstm(Units = 4)] [Ctc(Symbols = 3, MaximumLabels = 2)]")]
    public void A_value_may_be_written_by_place_or_by_name(string byPlace, string byName) =>
        Assert.Equal(Text(byPlace), Text(byName));

    [Fact]
    public async Task Every_value_that_a_constructor_takes_has_a_name()
    {
        IEnumerable<Type> layers = typeof(LayerAttribute).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(LayerAttribute)));
        Assert.All(layers.SelectMany(type => type.GetConstructors().Single().GetParameters()), parameter =>
        {
            string name = char.ToUpperInvariant(parameter.Name![0]) + parameter.Name[1..];
            Assert.True(parameter.Member.DeclaringType!.GetProperty(name)?.CanWrite, $"{parameter.Member.DeclaringType.Name}.{name} cannot be written.");
            Assert.True(parameter.HasDefaultValue || parameter.GetCustomAttributes(typeof(ParamArrayAttribute), false).Length > 0 || parameter.ParameterType.IsArray, parameter.Name);
        });

        // A value that is out of range is found at its name too.
        Assert.Equal(
            ["LSTMGEN012 on \"Units = 0\": 'units' is 0; choose 1 to 4096", "LSTMGEN028 on \"Dense\": [Dense] does not say its Units; write [Dense(Units = …)], or the number alone in its place"],
            await Reported.For("[LstmModel(LookBack = 5)] [Lstm(Units = 0)] [Dense] public partial class M;"));
    }

    private static string Text(string layers) => GeneratorRun.Clean($"[LstmModel(LookBack = 6)] {layers} public partial class M;").Text;
}

using LstmGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Tests;

/// <summary>What is remembered from edit to edit: all that an edit cannot have changed, and nothing that it can.</summary>
public sealed class DeclarationMemoryTests
{
    private const string Model = "namespace Shop { [LstmModel(LookBack = 6)] [Lstm(Sizes.Units, Activation = Activation.Tanh)] [Dense(1)] public partial class Model { } }";
    private const string Constants = "namespace Shop { public static class Sizes { public const int Units = Numbers.Few + 1; } }";
    private const string Numbers = "namespace Shop { public static class Numbers { public const int Few = 2; } }";
    private const string Other = "namespace Shop { public class Other { public int Run() { return 1; } } }";

    private static readonly CSharpCompilation s_before = TestCompilation.Of(Model, Constants, Numbers, Other);

    public static TheoryData<int, string> Edits { get; } = new()
    {
        { 1, "namespace Shop { public static class Sizes { public const int Units = 5; } }" },
        { 1, "namespace Shop { public static class Sizes { public const int Units = Unknown; } }" },
        { 1, "namespace Shop { public static class Renamed { public const int Units = 5; } }" },
        { 2, "namespace Shop { public static class Numbers { public const int Few = 4; } }" },
        { 2, "namespace Shop { public static class Numbers { public static readonly int Few = 4; } }" },
        { 3, "namespace Shop { public partial class Model { public float Predict(System.ReadOnlySpan<float> mine) => 0f; } }" },
        { 3, "namespace Shop { public partial class Model : System.Exception { } }" },
        { 3, "namespace Shop { public sealed class LstmAttribute : System.Attribute { public LstmAttribute(int units) { } public Activation Activation { get; set; } } }" },
        { 3, "namespace Shop { public sealed class LstmModelAttribute : System.Attribute { public int LookBack { get; set; } } }" },
        { 3, "namespace Shop { public static class Activation { public const LstmGen.Activation Tanh = LstmGen.Activation.Relu; } }" },
        { 3, "namespace Shop { public enum Activation { Tanh } }" },
        { 3, "global using Sizes = Shop.Wide; namespace Shop { public static class Wide { public const int Units = 9; } }" },
        { 3, "global using Lstm = LstmGen.DenseAttribute;" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void What_an_edit_elsewhere_changes_is_seen(int file, string text)
    {
        CSharpCompilation after = Edit(s_before, file, text);
        GeneratorDriver driver = GeneratorRun.NewDriver().RunGenerators(s_before, TestContext.Current.CancellationToken);

        // There and back: what is remembered must be right each time.
        foreach (CSharpCompilation compilation in new[] { after, s_before, Edit(s_before, 3, Other + " // More."), after, after.RemoveSyntaxTrees(after.SyntaxTrees[^1]), after })
        {
            driver = driver.RunGenerators(compilation, TestContext.Current.CancellationToken);
            Assert.Equal(Fresh(compilation), Texts(driver));
        }
    }

    [Theory]
    [InlineData("namespace Shop { public class Other { public int Run() { return 2; } } }")]
    [InlineData("namespace Shop { public class Other { public int Run() { return 1; } public int More { get; set; } private int _own; } }")]
    [InlineData("namespace Shop { public class Another { } public enum Colour { Red } public delegate void Done(); }")]
    [InlineData("namespace Shop { public class Other { public int Run() { var Units = 3; return Units; } } }")]
    [InlineData("")]
    [InlineData("using System; namespace Elsewhere { [Obsolete] public class Other { } }")]
    public void What_an_edit_elsewhere_cannot_change_is_not_read_again(string text)
    {
        DeclarationMemory memory = new();
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new LstmModelGenerator(() => memory).AsSourceGenerator()], parseOptions: TestCompilation.ParseOptions)
            .RunGenerators(s_before, TestContext.Current.CancellationToken);
        Assert.Equal(1, memory.Reads);
        CSharpCompilation after = Edit(s_before, 3, text);
        driver = driver.RunGenerators(after, TestContext.Current.CancellationToken);
        driver = driver.RunGenerators(s_before, TestContext.Current.CancellationToken);
        driver = driver.RunGenerators(after.AddSyntaxTrees(TestCompilation.Parse("class New;", 9)), TestContext.Current.CancellationToken);
        Assert.Equal(1, memory.Reads);
        Assert.Equal(Fresh(after), Texts(driver));

        driver.RunGenerators(Edit(after, 0, Model.Replace("LookBack = 6", "LookBack = 7")), TestContext.Current.CancellationToken);
        Assert.Equal(2, memory.Reads);
    }

    [Theory]
    [InlineData("using M = LstmGen.LstmModelAttribute;\n[M(LookBack = 6)] [Dense(1)] public partial class Model { }", "")]
    [InlineData("[M(LookBack = 6)] [Dense(1)] public partial class Model { }", "global using M = LstmGen.LstmModelAttribute;")]
    [InlineData("[MAttribute(LookBack = 6)] [Dense(1)] public partial class Model { }", "global using MAttribute = LstmGen.LstmModelAttribute;")]
    [InlineData("[global::LstmGen.LstmModel(LookBack = 6)] [Dense(1)] public partial class Model { }", "")]
    public void A_model_is_found_under_any_name(string model, string other)
    {
        CSharpCompilation compilation = TestCompilation.Of("", other).AddSyntaxTrees(CSharpSyntaxTree.ParseText("using LstmGen;\n" + model, TestCompilation.ParseOptions, "Named.cs", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Single(Fresh(compilation));
    }

    private static CSharpCompilation Edit(CSharpCompilation compilation, int file, string text) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[file], CSharpSyntaxTree.ParseText(
            text.StartsWith("global using", StringComparison.Ordinal) ? text : "using LstmGen;\n" + text, TestCompilation.ParseOptions, $"Source{file}.cs"));

    private static string[] Fresh(CSharpCompilation compilation) => Texts(GeneratorRun.NewDriver().RunGenerators(compilation, TestContext.Current.CancellationToken));

    private static string[] Texts(GeneratorDriver driver)
    {
        GeneratorRunResult result = Assert.Single(driver.GetRunResult().Results);
        Assert.Null(result.Exception);
        return [.. result.GeneratedSources.Select(source => source.SourceText.ToString())];
    }
}

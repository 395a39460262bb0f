using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>Generated files are to be read and compiled: they stay short, and say nothing twice.</summary>
public sealed class GeneratedSizeTests
{
    private const string ThreeBothWays = """
        [LstmModel(LookBack = 20)]
        [Lstm(50, Bidirectional = true)]
        [Lstm(50, Bidirectional = true)]
        [Lstm(50, Bidirectional = true)]
        [Attention]
        [Dense(1)]
        public sealed partial class ThreeBothWays;
        """;

    [Fact]
    public void The_tutorial_takes_at_most_900_lines() =>
        Assert.InRange(LinesOf("[LstmModel(LookBack = 20)] [Lstm(50)] [Dense(1)] public sealed partial class PriceModel;"), 400, 900);

    [Fact]
    public void Three_bidirectional_layers_with_attention_take_at_most_3_000_lines() => Assert.InRange(LinesOf(ThreeBothWays), 800, 3_000);

    /// <summary>Both directions of a layer, and layers of one shape, share their kernels; a layer that reads other inputs or passes on other steps has its own.</summary>
    [Theory]
    [InlineData(ThreeBothWays, 2)]
    [InlineData("[LstmModel(LookBack = 20)] [Lstm(50)] [Lstm(50)] [Lstm(50)] [Lstm(50)] [Dense(1)] public sealed partial class Same;", 3)]
    [InlineData("[LstmModel(LookBack = 20, Features = 50)] [Lstm(50)] [Lstm(50, Bidirectional = true, Merge = Merge.Sum)] [Lstm(50)] [Dense(1)] public sealed partial class Mixed;", 2)]
    [InlineData("[LstmModel(LookBack = 20, Features = 12)] [Lstm(12, Peepholes = true, Bidirectional = true, Merge = Merge.Sum)] [Lstm(12, Peepholes = true)] [Dense(1)] public sealed partial class Variants;", 2)]
    [InlineData("[LstmModel(LookBack = 20, Features = 12)] [Lstm(12)] [Lstm(12, Peepholes = true)] [Lstm(12)] [Dense(1)] public sealed partial class Different;", 3)]
    public void Kernels_of_one_shape_are_written_once(string declaration, int classes)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(GeneratorRun.Clean(declaration).Text).GetRoot();
        TypeDeclarationSyntax[] kernels = [.. root.DescendantNodes().OfType<TypeDeclarationSyntax>().Where(type => type.Identifier.Text.Contains("From", StringComparison.Ordinal))];
        Assert.Equal(classes, kernels.Length);
        Assert.Equal(classes, kernels.Select(type => type.Members.ToString()).Distinct().Count());
    }

    private static int LinesOf(string declaration) => GeneratorRun.Clean(declaration).Text.Split('\n').Length;
}

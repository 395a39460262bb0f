using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Tests;

/// <summary>Every model has a file of its own, whatever the models are called.</summary>
public sealed class FileNameTests
{
    private const string Layers = "[LstmModel(LookBack = 3)] [Dense(1)] ";

    [Fact]
    public void Same_names_in_different_places()
    {
        GeneratorRun run = GeneratorRun.Clean(
            Layers + "partial class M; partial class A { " + Layers + "partial class M; }",
            "namespace B { " + Layers + "partial class M; } namespace B.C { " + Layers + "partial class M; }",
            Layers + "partial class A_M;");
        Assert.Equal(["M.g.cs", "A.M.g.cs", "B.M.g.cs", "B.C.M.g.cs", "A_M.g.cs"], run.Sources.Select(source => source.HintName));
    }

    [Fact]
    public void Names_that_differ_in_case_only()
    {
        GeneratorRun run = GeneratorRun.Clean(Layers + "partial class Model; " + Layers + "partial class MODEL; " + Layers + "partial class Other;");
        string[] names = [.. run.Sources.Select(source => source.HintName)];
        Assert.Equal(3, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Matches(@"^Model\.[0-9a-f]{8}\.g\.cs$", names[0]);
        Assert.Matches(@"^MODEL\.[0-9a-f]{8}\.g\.cs$", names[1]);
        Assert.Equal("Other.g.cs", names[2]);
    }

    [Fact]
    public void The_order_of_the_files_does_not_change_what_is_in_them()
    {
        string[] sources = [.. Enumerable.Range(0, 5).Select(index => $"{Layers} partial class M{index};")];
        Assert.Equal(Texts(GeneratorRun.Clean(sources)), Texts(GeneratorRun.Clean([.. sources.Reverse()])));

        static IEnumerable<(string, string)> Texts(GeneratorRun run) => run.Sources
            .Select((GeneratedSourceResult source) => (source.HintName, source.SourceText.ToString()))
            .OrderBy(source => source.HintName, StringComparer.Ordinal);
    }
}

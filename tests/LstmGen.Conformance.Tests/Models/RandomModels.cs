namespace LstmGen.Conformance.Models;

/// <summary>Random networks, compiled once for all tests, and data for each.</summary>
internal static class RandomModels
{
    private const int Count = 20;

    private static readonly IReadOnlyList<ModelShape> s_shapes = RandomShapes.Draw(Count);

    /// <summary>The first half as a project that allows unsafe code would have them, the others as one that does not.</summary>
    private static readonly Lazy<IReadOnlyList<CompiledModel>> s_models = new(() =>
    [
        .. ModelCompiler.Compile([.. s_shapes.Take(Count / 2)], allowUnsafe: true), .. ModelCompiler.Compile([.. s_shapes.Skip(Count / 2)]),
    ]);

    public static TheoryData<int> Indices { get; } = [.. Enumerable.Range(0, Count)];

    public static ModelCase Case(int index) => new(s_models.Value[index], RandomShapes.Seed + index);
}

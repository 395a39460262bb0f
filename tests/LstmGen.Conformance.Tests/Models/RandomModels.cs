namespace LstmGen.Conformance.Models;

/// <summary>Random networks, and those of each layer's own, compiled once for all tests, and data for each.</summary>
internal static class RandomModels
{
    private const int Drawn = 24;

    private static readonly IReadOnlyList<ModelShape> s_shapes = [.. RandomShapes.Draw(Drawn), .. LayerEntries.All.SelectMany(entry => entry.Cases).Where(shape => !shape.DrawsMasks)];

    private static readonly int Count = s_shapes.Count;

    /// <summary>The first half as a project that allows unsafe code would have them, the others as one that does not.</summary>
    private static readonly Lazy<IReadOnlyList<CompiledModel>> s_models = new(() =>
    [
        .. ModelCompiler.Compile([.. s_shapes.Take(Count / 2)], allowUnsafe: true), .. ModelCompiler.Compile([.. s_shapes.Skip(Count / 2)]),
    ]);

    public static TheoryData<int> Indices { get; } = [.. Enumerable.Range(0, Count)];

    /// <summary>Those that take numbers, which may be NaN, and not token ids.</summary>
    public static TheoryData<int> OfNumbers { get; } = [.. Enumerable.Range(0, Count).Where(index => s_shapes[index].Oracle().Vocabularies.Count == 0)];

    public static ModelCase Case(int index) => new(s_models.Value[index], RandomShapes.Seed + index);
}

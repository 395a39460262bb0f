using LstmGen.Conformance.Models;
using Microsoft.CodeAnalysis;

namespace LstmGen.Conformance.Stacks;

/// <summary>
/// Stacks of every kind with heads and dropout, to be trained: drawn to be legal, and those that the analyzer lets pass among layers in any order. All are
/// compiled at once, in memory.
/// </summary>
internal static class TrainedStacks
{
    private const int Drawn = 12;
    private const int Smooth = 8;
    private const int Judged = 300;
    private const int Passed = 10;

    /// <summary>Small, so that many fit into seconds.</summary>
    public static StackSizes Sizes { get; } = new()
    {
        LookBack = 10,
        Features = 4,
        Units = 17,
        StackedUnits = 12,
        DenseUnits = 9,
        Vocabulary = 12,
        Picture = 6,
        Rate = 0.25,
    };

    private static readonly Lazy<IReadOnlyList<(ModelShape Shape, IReadOnlyList<Diagnostic> Found)>> s_judged = new(Judge);

    private static readonly Lazy<IReadOnlyList<CompiledModel>> s_models = new(() => ModelCompiler.Compile(
    [
        .. Draw(Drawn, Sizes, offset: 1), .. Draw(Smooth, StackSizes.Smooth, offset: 2),
        .. s_judged.Value.Where(judged => judged.Found.Count == 0).Take(Passed).Select(judged => judged.Shape),
    ]));

    public static TheoryData<int> Indices { get; } = [.. Enumerable.Range(0, Drawn + Smooth + Passed)];

    /// <summary>Those without kinks, where differences are slopes.</summary>
    public static TheoryData<int> SmoothIndices { get; } = [.. Enumerable.Range(Drawn, Smooth)];

    /// <summary>Layers in any order, and what the analyzer says of them.</summary>
    public static IReadOnlyList<(ModelShape Shape, IReadOnlyList<Diagnostic> Found)> AnyOrder => s_judged.Value;

    public static CompiledModel Model(int index) => s_models.Value[index];

    private static IEnumerable<ModelShape> Draw(int count, StackSizes sizes, int offset)
    {
        Random random = new(RandomShapes.Seed + offset);
        return Enumerable.Range(0, count).Select(_ => HeadDraw.Finish(new StackDraw(random, sizes).Draw(), random)).ToArray();
    }

    private static IReadOnlyList<(ModelShape Shape, IReadOnlyList<Diagnostic> Found)> Judge()
    {
        Random random = new(RandomShapes.Seed);
        ModelShape[] shapes = [.. Enumerable.Range(0, Judged).Select(_ => new DeclarationDraw(random).Draw())];
        return [.. shapes.Zip(DeclarationJudge.Judge(shapes))];
    }
}

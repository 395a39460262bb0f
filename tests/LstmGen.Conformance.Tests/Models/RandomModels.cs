using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>Random networks, and some that no draw gives, compiled once for all tests, and data for each.</summary>
internal static class RandomModels
{
    private const int Drawn = 20;

    /// <summary>Windows so long that the backward pass goes over them in several segments.</summary>
    private static readonly ModelShape[] s_long =
    [
        new() { LookBack = 150, Layers = [new LstmShape(33), new DenseShape(1)] },
        new() { LookBack = 90, Features = 2, Layers = [new LstmShape(70) { Bidirectional = true, ReturnSequences = true }, new DenseShape(2)] },
    ];

    /// <summary>Residuals around the first layer, around recurrent ones, inside each other, and around layers that give every row another length.</summary>
    private static readonly ModelShape[] s_around =
    [
        new() { LookBack = 7, Features = 3, Layers = [new DenseShape(3), new ResidualShape(), new LstmShape(4), new DenseShape(1)] },
        new()
        {
            LookBack = 6, Features = 5,
            Layers = [new LstmShape(5), new ResidualShape(), new DropoutShape(0), new LayerNormShape(), new ResidualShape(3), new ResidualShape(), new LstmShape(2)],
        },
        new() { LookBack = 8, Features = 3, Layers = [new LstmShape(3), new RepeatShape(8), new ResidualShape(2), new LstmShape(3) { ReturnSequences = true }] },
    ];

    /// <summary>Both directions, joined in every way, with steps and without, one on another.</summary>
    private static readonly ModelShape[] s_bothWays =
    [
        .. Enum.GetValues<OracleMerge>().Select(merge => new ModelShape
        {
            LookBack = 6, Features = 3,
            Layers =
            [
                new LstmShape(9) { Bidirectional = true, Merge = merge }, new LstmShape(17) { Bidirectional = true, Merge = OracleMerge.Mul },
                new LstmShape(5) { Bidirectional = true, Merge = merge, ReturnSequences = merge == OracleMerge.Average }, new DenseShape(2),
            ],
        }),
    ];

    /// <summary>Every option of a cell alone, all of them together, and long enough for several segments.</summary>
    private static readonly ModelShape[] s_variants =
    [
        .. new LstmShape[]
        {
            new(9) { Peepholes = true }, new(21) { CoupledGates = true }, new(16) { LearnedInitialState = true }, new(20) { Projection = 7 },
            new(5) { Projection = 5, Peepholes = true, LearnedInitialState = true }, new(13) { CoupledGates = true, Peepholes = true },
        }.Select(lstm => new ModelShape { LookBack = 7, Features = 2, Layers = [lstm, new DenseShape(2)] }),
        new()
        {
            LookBack = 9, Features = 3,
            Layers =
            [
                new LstmShape(18) { Bidirectional = true, Merge = OracleMerge.Mul, Projection = 11, Peepholes = true, LearnedInitialState = true, CoupledGates = true },
                new LstmShape(6) { Bidirectional = true, Projection = 3, LearnedInitialState = true, ReturnSequences = true }, new DenseShape(1),
            ],
        },
        new() { LookBack = 130, Layers = [new LstmShape(40) { Peepholes = true, Projection = 33, LearnedInitialState = true }, new DenseShape(1)] },
    ];

    /// <summary>Every score, on the caller's rows, on both directions, and more than once.</summary>
    private static readonly IEnumerable<ModelShape> s_attention = AttentionTests.Names.Select(name => AttentionModels.Create(name.Data).Shape);

    /// <summary>Token ids in one column and in several, padded and not, straight into each kind of layer.</summary>
    private static readonly ModelShape[] s_tokens =
    [
        new() { LookBack = 9, Layers = [new EmbeddingShape(300, 17) { MaskZero = true }, new LstmShape(12) { Bidirectional = true }, new DenseShape(2)] },
        new() { LookBack = 7, Layers = [new EmbeddingShape(3, 4), new DenseShape(4), new ResidualShape(), new LstmShape(3) { ReturnSequences = true }] },
        new()
        {
            LookBack = 6, Features = 3,
            Layers =
            [
                new EmbeddingShape(20, 5) { MaskZero = true }, new EmbeddingShape(4, 3) { Column = 1 }, new EmbeddingShape(7, 10) { Column = 2 },
                new DropoutShape(0), new LstmShape(8) { ReturnSequences = true },
            ],
        },
        new()
        {
            LookBack = 5, Features = 8,
            Layers =
            [
                new EmbeddingShape(9, 6) { MaskZero = true }, new CharacterConvShape(12, 5, 7, 21) { Column = 1, Activation = Activation.Tanh },
                new LstmShape(7) { Bidirectional = true }, new DenseShape(2),
            ],
        },
        new()
        {
            LookBack = 4, Features = 8,
            Layers =
            [
                new CharacterConvShape(6, 3, 5, 4, Kernel: 4), new CharacterConvShape(9, 8, 2, 17, Kernel: 1) { Column = 5, UseBias = false },
                new EmbeddingShape(4, 2) { Column = 7 }, new LstmShape(5) { ReturnSequences = true },
            ],
        },
        new() { LookBack = 5, Features = 2, Layers = [new EmbeddingShape(6, 4), new EmbeddingShape(6, 4) { Column = 1 }, new AttentionShape(OracleScore.Dot)] },
    ];

    private static readonly IReadOnlyList<ModelShape> s_shapes = [.. RandomShapes.Draw(Drawn), .. s_long, .. s_around, .. s_bothWays, .. s_variants, .. s_tokens, .. s_attention];

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

using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record EmbeddingShape(int Vocabulary, int Dimension) : LayerShape
{
    public bool MaskZero { get; init; }

    /// <summary>The column of the input that it reads: those of the embeddings before it come first.</summary>
    public int Column { get; init; }

    public override int Columns => 1;

    public override string Attribute => Write("Embedding", [Vocabulary, Dimension], Option(nameof(MaskZero), MaskZero, false));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) =>
        new OracleEmbedding(Vocabulary, Dimension) { MaskZero = MaskZero, Column = Column };
}

/// <summary>[Embedding] of one column, padded or not, straight into each kind of layer.</summary>
internal sealed class EmbeddingEntry : LayerEntry
{
    public override Standing Standing => Standing.Tokens;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) =>
    [
        new EmbeddingShape(draw.Next(2, draw.Sizes.Vocabulary + 1), draw.Units(draw.Sizes.DenseUnits)) { MaskZero = place.Column == 0 && draw.Chance(2), Column = place.Column },
    ];

    public override IEnumerable<(string, ModelShape)> Smooth =>
    [
        ("embedding", Small(new EmbeddingShape(5, 3), Sequence)),
        ("embedding with masked zeros", Small(new EmbeddingShape(2, 3) { MaskZero = true }, new LstmShape(3) { Bidirectional = true, ReturnSequences = true })),
    ];

    public override IEnumerable<ModelShape> Cases =>
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
        new() { LookBack = 5, Features = 2, Layers = [new EmbeddingShape(6, 4), new EmbeddingShape(6, 4) { Column = 1 }, new AttentionShape(OracleScore.Dot)] },
    ];
}

using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record CharacterConvShape(int Vocabulary, int Dimension, int Length, int Filters, int Kernel = 3) : LayerShape
{
    /// <summary>The first of the columns of the input that it reads.</summary>
    public int Column { get; init; }

    public Activation Activation { get; init; } = Activation.Relu;

    public bool UseBias { get; init; } = true;

    public override int Columns => Length;

    public override string Attribute => Write(
        "CharacterConv",
        [Vocabulary, Dimension, Length, Filters],
        Option(nameof(Kernel), Kernel, 3),
        Option(nameof(Activation), Activation, Activation.Relu),
        Option(nameof(UseBias), UseBias, true));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) =>
        new OracleCharacterConv(Vocabulary, Dimension, Length, Filters, Kernel) { Column = Column, Activation = Activation, UseBias = UseBias };
}

/// <summary>[CharacterConv] beside embeddings.</summary>
internal sealed class CharacterConvEntry : LayerEntry
{
    public override Standing Standing => Standing.Tokens;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place)
    {
        int length = draw.Next(1, 8);
        return
        [
            new CharacterConvShape(
                draw.Next(2, draw.Sizes.Vocabulary + 1), draw.Units(draw.Sizes.DenseUnits), length, draw.Units(draw.Sizes.DenseUnits), Math.Min(length, draw.Next(1, 5)))
            {
                Column = place.Column,
                Activation = draw.Activation(),
                UseBias = !draw.Chance(5),
            },
        ];
    }

    // The largest of several values has kinks.
    public override bool IsSmooth => false;

    public override IEnumerable<ModelShape> Cases =>
    [
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
    ];
}

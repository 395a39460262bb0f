using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record AttentionShape(OracleScore Score) : LayerShape
{
    /// <summary>Of the additive score; 0 for the width of a head.</summary>
    public int Units { get; init; }

    public int Heads { get; init; } = 1;

    public bool Scaled { get; init; }

    public override bool NeedsSequence => true;

    public override bool CanStep => false;

    public override bool EndsSequence(ModelShape shape, int index) => true;

    public override string Attribute => Write(
        "Attention",
        [$"AttentionScore.{Score}"],
        Option(nameof(Units), Units, 0),
        Option(nameof(Heads), Heads, 1),
        Option(nameof(Scaled), Scaled, false));

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleAttention(Score, Units, Heads, Scaled);
}

/// <summary>[Attention] with every score; the caller's rows, both directions and several in a model are <see cref="AttentionModels"/>.</summary>
internal sealed class AttentionEntry : LayerEntry
{
    public override Standing Standing => Standing.Summary;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place)
    {
        OracleScore score = draw.One<OracleScore>();
        return
        [
            new AttentionShape(score)
            {
                Heads = draw.One([.. Enumerable.Range(1, 4).Where(count => place.Shape.Values % count == 0)]),
                Units = score == OracleScore.Additive && draw.Chance(2) ? draw.Units(draw.Sizes.DenseUnits) : 0,
                Scaled = draw.Chance(2),
            },
        ];
    }

    public override IEnumerable<(string, ModelShape)> Smooth =>
    [
        ("attention by dot", Small(new LstmShape(4), new AttentionShape(OracleScore.Dot) { Scaled = true, Heads = 2 }, new DenseShape(2))),
        ("general attention", Small(new LstmShape(4), new AttentionShape(OracleScore.General) { Heads = 2 })),
        ("additive attention", Small(new LstmShape(4), new AttentionShape(OracleScore.Additive) { Heads = 2, Units = 3, Scaled = true })),
    ];

    public override IEnumerable<ModelShape> Cases => AttentionTests.Names.Select(name => AttentionModels.Create(name.Data).Shape);
}

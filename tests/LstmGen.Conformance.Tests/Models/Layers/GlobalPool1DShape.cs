using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record GlobalPool1DShape(bool IsAverage) : LayerShape
{
    public override bool NeedsSequence => true;

    public override bool CanStep => false;

    public override bool EndsSequence(ModelShape shape, int index) => true;

    public override string Attribute => IsAverage ? "GlobalAveragePool1D" : "GlobalMaxPool1D";

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleGlobalPool1D(IsAverage);
}

/// <summary>[GlobalMaxPool1D] and [GlobalAveragePool1D].</summary>
internal sealed class GlobalPool1DEntry : LayerEntry
{
    public override Standing Standing => Standing.Summary;

    public override IReadOnlyList<LayerShape> Draw(LayerDraw draw, LayerPlace place) => [new GlobalPool1DShape(IsAverage: draw.Sizes.IsSmooth || draw.Chance(2))];

    public override IEnumerable<(string, ModelShape)> Smooth => [("global average", Small(new LstmShape(3), new GlobalPool1DShape(IsAverage: true), new DenseShape(2)))];

    /// <summary>On the input, behind layers of every width of a vector, and behind what shortens a sequence.</summary>
    public override IEnumerable<ModelShape> Cases => new[] { true, false }.SelectMany(average => new ModelShape[]
    {
        new() { LookBack = 7, Features = 3, Layers = [new GlobalPool1DShape(average), new DenseShape(2)] },
        new() { LookBack = 9, Features = 2, Layers = [new LstmShape(19) { Bidirectional = true }, new GlobalPool1DShape(average), new DenseShape(2)] },
        new() { LookBack = 12, Features = 2, Layers = [new Conv1DShape(5, 3) { Stride = 2 }, new GlobalPool1DShape(average), new RepeatShape(2), new LstmShape(3)] },
    });
}

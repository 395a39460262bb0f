using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record Conv2DShape(int Filters, int Kernel) : LayerShape
{
    public int Stride { get; init; } = 1;

    public OraclePadding Padding { get; init; }

    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    public override string Attribute => Write(
        "Conv2D",
        [Filters, Kernel],
        Option(nameof(Padding), Padding, OraclePadding.Valid),
        Option(nameof(Stride), Stride, 1),
        Option(nameof(Activation), Activation, Activation.Linear),
        Option(nameof(UseBias), UseBias, true));

    public override IEnumerable<LayerKind> Kinds => [LayerKind.Frames];

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) =>
        new OracleConv2D(Filters, new(Kernel, Stride, 1, Padding)) { Activation = Activation, UseBias = UseBias };
}

internal sealed record MaxPool2DShape(int Size = 2) : LayerShape
{
    public override string Attribute => Size == 2 ? "MaxPool2D" : Write("MaxPool2D", [Size]);

    public override IEnumerable<LayerKind> Kinds => [LayerKind.Frames];

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleMaxPool2D(Size);
}

internal sealed record AveragePool2DShape(int Size = 2) : LayerShape
{
    public override string Attribute => Size == 2 ? "AveragePool2D" : Write("AveragePool2D", [Size]);

    public override IEnumerable<LayerKind> Kinds => [LayerKind.Frames];

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleAveragePool2D(Size);
}

internal sealed record FlattenShape : LayerShape
{
    public override string Attribute => "Flatten";

    public override IEnumerable<LayerKind> Kinds => [LayerKind.Frames];

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleFlatten();
}

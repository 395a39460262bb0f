using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

internal sealed record EmbeddingShape(int Vocabulary, int Dimension) : LayerShape
{
    public bool MaskZero { get; init; }

    /// <summary>The column of the input that it reads: those of the embeddings before it come first.</summary>
    public int Column { get; init; }

    public override string Attribute => Write("Embedding", [Vocabulary, Dimension], Option(nameof(MaskZero), MaskZero, false));

    public override IEnumerable<LayerKind> Kinds => MaskZero ? [LayerKind.Embedding, LayerKind.MaskZero] : [LayerKind.Embedding];

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) =>
        new OracleEmbedding(Vocabulary, Dimension) { MaskZero = MaskZero, Column = Column };
}

internal sealed record CharacterConvShape(int Vocabulary, int Dimension, int Length, int Filters, int Kernel = 3) : LayerShape
{
    /// <summary>The first of the columns of the input that it reads.</summary>
    public int Column { get; init; }

    public Activation Activation { get; init; } = Activation.Relu;

    public bool UseBias { get; init; } = true;

    public override string Attribute => Write(
        "CharacterConv",
        [Vocabulary, Dimension, Length, Filters],
        Option(nameof(Kernel), Kernel, 3),
        Option(nameof(Activation), Activation, Activation.Relu),
        Option(nameof(UseBias), UseBias, true));

    public override IEnumerable<LayerKind> Kinds => [LayerKind.CharacterConv];

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) =>
        new OracleCharacterConv(Vocabulary, Dimension, Length, Filters, Kernel) { Column = Column, Activation = Activation, UseBias = UseBias };
}

internal sealed record Conv1DShape(int Filters, int Kernel) : LayerShape
{
    public int Stride { get; init; } = 1;

    public int Dilation { get; init; } = 1;

    public OraclePadding Padding { get; init; }

    public Activation Activation { get; init; } = Activation.Linear;

    public bool UseBias { get; init; } = true;

    public override bool NeedsSequence => true;

    public override bool CanStep => Stride == 1 && (Padding == OraclePadding.Causal || Kernel == 1);

    public override string Attribute => Write(
        "Conv1D",
        [Filters, Kernel],
        Option(nameof(Padding), Padding, OraclePadding.Valid),
        Option(nameof(Stride), Stride, 1),
        Option(nameof(Dilation), Dilation, 1),
        Option(nameof(Activation), Activation, Activation.Linear),
        Option(nameof(UseBias), UseBias, true));

    public override IEnumerable<LayerKind> Kinds => [LayerKind.Conv1D];

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) =>
        new OracleConv1D(Filters, new(Kernel, Stride, Dilation, Padding)) { Activation = Activation, UseBias = UseBias };
}

/// <summary>[MaxPool1D] or [AveragePool1D].</summary>
internal sealed record Pool1DShape(int Size, bool IsAverage) : LayerShape
{
    /// <summary>0 for the size.</summary>
    public int Stride { get; init; }

    public override bool NeedsSequence => true;

    public override bool CanStep => false;

    public override string Attribute => Write(IsAverage ? "AveragePool1D" : "MaxPool1D", [Size], Option(nameof(Stride), Stride, 0));

    public override IEnumerable<LayerKind> Kinds => [LayerKind.Pool1D];

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) =>
        new OraclePool1D(Size, Stride > 0 ? Stride : Size, IsAverage);
}

internal sealed record LayerNormShape : LayerShape
{
    private const double Standard = 1e-3;

    public double Epsilon { get; init; } = Standard;

    public override string Attribute => Write("LayerNorm", [], Option(nameof(Epsilon), Epsilon, Standard));

    public override IEnumerable<LayerKind> Kinds => [LayerKind.LayerNorm];

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleLayerNorm(Epsilon);
}

internal sealed record ActivationShape(Activation Activation) : LayerShape
{
    public override string Attribute => Write("Activation", [$"Activation.{Activation}"]);

    public override IEnumerable<LayerKind> Kinds => [LayerKind.Activation];

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleActivation(Activation);
}

internal sealed record AttentionShape(OracleScore Score) : LayerShape
{
    /// <summary>Of the additive score; 0 for the width of a head.</summary>
    public int Units { get; init; }

    public int Heads { get; init; } = 1;

    public bool Scaled { get; init; }

    public override bool NeedsSequence => true;

    public override bool CanStep => false;

    public override string Attribute => Write(
        "Attention",
        [$"AttentionScore.{Score}"],
        Option(nameof(Units), Units, 0),
        Option(nameof(Heads), Heads, 1),
        Option(nameof(Scaled), Scaled, false));

    public override IEnumerable<LayerKind> Kinds => [LayerKind.Attention];

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleAttention(Score, Units, Heads, Scaled);
}

internal sealed record RepeatShape(int Times) : LayerShape
{
    public override bool StartsSequence => true;

    public override bool CanStep => false;

    public override string Attribute => Write("Repeat", [Times]);

    public override IEnumerable<LayerKind> Kinds => [LayerKind.Repeat];

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleRepeat(Times);
}

internal sealed record ResidualShape(int Layers = 1) : LayerShape
{
    public override string Attribute => Layers == 1 ? "Residual" : Write("Residual", [Layers]);

    public override IEnumerable<LayerKind> Kinds => [LayerKind.Residual];

    public override OracleLayer Oracle(bool sequenceNeeded, Func<double, OracleMasks>? masks = null) => new OracleResidual(Layers);
}

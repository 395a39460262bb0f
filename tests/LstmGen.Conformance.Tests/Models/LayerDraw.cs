using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>Draws single layers that fit where they are to stand.</summary>
internal sealed class LayerDraw(Random random, IReadOnlySet<LayerKind> kinds, StackSizes sizes)
{
    private static readonly Activation[] s_activations = Enum.GetValues<Activation>();

    private static readonly Activation[] s_smooth =
        [Activation.Linear, Activation.Tanh, Activation.Sigmoid, Activation.Elu, Activation.Softplus, Activation.Softsign];

    private static readonly Activation[] s_gates = [Activation.Sigmoid, Activation.HardSigmoid, Activation.LegacyHardSigmoid];

    private static readonly Activation[] s_smoothGates = [Activation.Sigmoid, Activation.Tanh, Activation.Softsign];

    public LstmShape Lstm(int most)
    {
        int units = StackSizes.Draw(random, most);
        bool both = random.Next(4) == 0;
        return new(units)
        {
            Bidirectional = both,
            Merge = both && Chance(LayerKind.Merge, 2) ? One<OracleMerge>() : OracleMerge.Concat,
            ReturnSequences = random.Next(4) == 0,
            Activation = random.Next(2) == 0 ? Activation.Tanh : DrawActivation(),
            RecurrentActivation = random.Next(2) == 0 ? Activation.Sigmoid : One(sizes.IsSmooth ? s_smoothGates : s_gates),
            UseBias = random.Next(5) > 0,
            Peepholes = Chance(LayerKind.Peepholes, 4),
            Projection = Chance(LayerKind.Projection, 4) ? random.Next(1, units + 1) : 0,
            LearnedInitialState = Chance(LayerKind.LearnedInitialState, 4),
            CoupledGates = Chance(LayerKind.CoupledGates, 4),
            Dropout = Chance(LayerKind.LstmDropout, 3) ? sizes.Rate : 0,
            RecurrentDropout = Chance(LayerKind.LstmDropout, 3) ? sizes.Rate : 0,
        };
    }

    public DenseShape Dense() => new(StackSizes.Draw(random, sizes.DenseUnits))
    {
        Activation = random.Next(3) == 0 ? Activation.Linear : DrawActivation(),
        UseBias = random.Next(5) > 0,
    };

    public EmbeddingShape Embedding(int column) => new(random.Next(2, sizes.Vocabulary + 1), StackSizes.Draw(random, sizes.DenseUnits))
    {
        MaskZero = column == 0 && Chance(LayerKind.MaskZero, 2),
        Column = column,
    };

    public CharacterConvShape CharacterConv(int column)
    {
        CharacterConvShape drawn = new(
            random.Next(2, sizes.Vocabulary + 1), StackSizes.Draw(random, sizes.DenseUnits), random.Next(1, 8), StackSizes.Draw(random, sizes.DenseUnits), random.Next(1, 5))
        {
            Column = column,
            Activation = DrawActivation(),
            UseBias = random.Next(5) > 0,
        };
        return drawn with { Kernel = Math.Min(drawn.Kernel, drawn.Length) };
    }

    public Conv1DShape Conv1D(int steps)
    {
        OraclePadding padding = One<OraclePadding>();
        int dilation = random.Next(1, 4);
        int most = padding == OraclePadding.Valid ? (steps - 1) / dilation + 1 : 5;
        return new(StackSizes.Draw(random, sizes.DenseUnits), random.Next(1, Math.Min(5, most) + 1))
        {
            Padding = padding,
            Dilation = dilation,
            Stride = random.Next(3) == 0 ? random.Next(1, 4) : 1,
            Activation = DrawActivation(),
            UseBias = random.Next(5) > 0,
        };
    }

    public Pool1DShape Pool1D(int steps) => new(random.Next(1, Math.Min(3, steps) + 1), IsAverage: sizes.IsSmooth || random.Next(2) == 0)
    {
        Stride = random.Next(3) == 0 ? random.Next(1, 4) : 0,
    };

    public LayerNormShape LayerNorm() => sizes.IsSmooth ? new() { Epsilon = 0.5 } : random.Next(2) == 0 ? new() : new() { Epsilon = 1e-5 };

    public ActivationShape ActivationAlone() => new(DrawActivation());

    public AttentionShape Attention(int width)
    {
        int[] heads = [.. Enumerable.Range(1, 4).Where(count => width % count == 0)];
        OracleScore score = One<OracleScore>();
        return new(score)
        {
            Heads = One(heads),
            Units = score == OracleScore.Additive && random.Next(2) == 0 ? StackSizes.Draw(random, sizes.DenseUnits) : 0,
            Scaled = random.Next(2) == 0,
        };
    }

    public Conv2DShape Conv2D(OracleFrame frame)
    {
        OraclePadding padding = One(OraclePadding.Valid, OraclePadding.Same);
        int most = padding == OraclePadding.Valid ? Math.Min(frame.Height, frame.Width) : 4;
        return new(random.Next(1, 6), random.Next(1, Math.Min(4, most) + 1))
        {
            Padding = padding,
            Stride = random.Next(3) == 0 ? 2 : 1,
            Activation = DrawActivation(),
            UseBias = random.Next(5) > 0,
        };
    }

    private Activation DrawActivation() => One(sizes.IsSmooth ? s_smooth : s_activations);

    private bool Chance(LayerKind kind, int outOf) => random.Next(outOf) == 0 && kinds.Contains(kind);

    private T One<T>(params T[] values) => values[random.Next(values.Length)];

    private T One<T>()
        where T : struct, Enum => One(Enum.GetValues<T>());
}

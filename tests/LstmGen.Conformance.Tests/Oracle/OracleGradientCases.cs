using LstmGen.Conformance.Models;

namespace LstmGen.Conformance.Oracle;

/// <summary>One small network without kinks for every layer and option.</summary>
internal static class OracleGradientCases
{
    private static readonly LstmShape s_sequence = new(3) { ReturnSequences = true };

    private static readonly Dictionary<string, ModelShape> s_shapes = new()
    {
        ["peepholes"] = Of(new LstmShape(3) { Peepholes = true, Bidirectional = true }),
        ["projection"] = Of(new LstmShape(4) { Projection = 2, Bidirectional = true }),
        ["learned initial state"] = Of(new LstmShape(3) { LearnedInitialState = true, Bidirectional = true }),
        ["coupled gates"] = Of(new LstmShape(3) { CoupledGates = true }),
        ["all variants"] = Of(
            new LstmShape(4) { CoupledGates = true, Peepholes = true, LearnedInitialState = true, Projection = 3, Bidirectional = true, ReturnSequences = true }),
        ["merged by sum"] = Of(new LstmShape(3) { Bidirectional = true, Merge = OracleMerge.Sum }),
        ["merged by product"] = Of(new LstmShape(3) { Bidirectional = true, Merge = OracleMerge.Mul, ReturnSequences = true }),
        ["merged by average"] = Of(new LstmShape(3) { Bidirectional = true, Merge = OracleMerge.Average }),
        ["lstm dropout"] = Of(new LstmShape(4) { Bidirectional = true, Dropout = 0.4, RecurrentDropout = 0.3 }),
        ["lstm dropout with projection"] = Of(new LstmShape(4) { Projection = 3, Dropout = 0.4, RecurrentDropout = 0.3, ReturnSequences = true }),
        ["dropout"] = Of(s_sequence, new DropoutShape(0.4), new DenseShape(2)),
        ["embedding"] = Of(new EmbeddingShape(5, 3), s_sequence),
        ["embedding with masked zeros"] = Of(new EmbeddingShape(2, 3) { MaskZero = true }, new LstmShape(3) { Bidirectional = true, ReturnSequences = true }),
        ["conv1d"] = Of(new Conv1DShape(3, 3) { Activation = Activation.Tanh }, s_sequence),
        ["conv1d same"] = Of(new Conv1DShape(3, 4) { Padding = OraclePadding.Same, Stride = 2 }, s_sequence),
        ["conv1d causal"] = Of(new Conv1DShape(3, 2) { Padding = OraclePadding.Causal, Dilation = 2, UseBias = false }, s_sequence),
        ["average pool"] = Of(new Pool1DShape(2, IsAverage: true), s_sequence),
        ["overlapping average pool"] = Of(new Pool1DShape(3, IsAverage: true) { Stride = 1 }, s_sequence),
        ["layer norm"] = Of(s_sequence, new LayerNormShape { Epsilon = 0.1 }, new DenseShape(2)),
        ["activation"] = Of(s_sequence, new ActivationShape(Activation.Softplus), new LstmShape(3), new ActivationShape(Activation.Tanh), new DenseShape(2)),
        ["attention by dot"] = Of(new LstmShape(4), new AttentionShape(OracleScore.Dot) { Scaled = true, Heads = 2 }, new DenseShape(2)),
        ["general attention"] = Of(new LstmShape(4), new AttentionShape(OracleScore.General) { Heads = 2 }),
        ["additive attention"] = Of(new LstmShape(4), new AttentionShape(OracleScore.Additive) { Heads = 2, Units = 3, Scaled = true }),
        ["repeat"] = Of(new LstmShape(3), new RepeatShape(3), s_sequence),
        ["residual"] = Of(s_sequence, new LstmShape(3) { ReturnSequences = true }, new ResidualShape(), new LstmShape(2)),
        ["residual around two"] = Of(s_sequence, new DenseShape(4) { Activation = Activation.Tanh }, new DenseShape(3), new ResidualShape(2)),
        ["residuals within residuals"] = Of(new LstmShape(3), new DenseShape(3), new DenseShape(3), new ResidualShape(), new ResidualShape(3), new DropoutShape(0.4)),
        ["residual around a repeat"] = Of(s_sequence, new LstmShape(3), new RepeatShape(6), new ResidualShape(2), new DenseShape(2)),
        ["conv2d"] = Pictures(new Conv2DShape(2, 2) { Activation = Activation.Tanh }, new Conv2DShape(2, 2) { UseBias = false }),
        ["conv2d same"] = Pictures(new Conv2DShape(2, 3) { Padding = OraclePadding.Same, Stride = 2 }),
    };

    public static TheoryData<string> Names { get; } = [.. s_shapes.Keys];

    public static ModelShape Shape(string name) => s_shapes[name];

    private static ModelShape Of(params LayerShape[] layers) =>
        new() { LookBack = 6, Features = layers[0] is EmbeddingShape ? 1 : 2, Layers = layers };

    private static ModelShape Pictures(params LayerShape[] layers) =>
        new() { LookBack = 3, Frame = new(4, 3, 2), Layers = [.. layers, new FlattenShape(), new LstmShape(3)] };
}

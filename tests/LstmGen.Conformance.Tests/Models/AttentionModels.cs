using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Models;

/// <summary>Models with attention, the same for the oracle, and their Attend.</summary>
internal sealed record AttentionModels(SequenceModel Model, ModelShape Shape, AttentionModels.Attend Call)
{
    public delegate void Attend(ReadOnlySpan<float> window, int length, Span<float> output, Span<float> weights);

    public static AttentionModels Create(string name)
    {
        switch (name)
        {
            case "additive":
                AdditiveAttentionModel additive = new(3);
                return new(additive, Of(9, 2, new LstmShape(6), Additive, new DenseShape(2)), additive.Attend);
            case "dot":
                DotAttentionModel dot = Unscaled.Of(new DotAttentionModel(4));
                return new(dot, Of(17, 3, new LstmShape(20) { Bidirectional = true }, Dot, new DenseShape(1)), dot.Attend);
            case "general":
                GeneralAttentionModel general = new(5);
                return new(general, Of(12, 5, General, new DenseShape(3)), general.Attend);
            default:
                TwoAttentionsModel two = new(6);
                return new(
                    two,
                    Of(7, 1, new LstmShape(4), Plain, new RepeatShape(5), new LstmShape(6), Additive, new DenseShape(1)),
                    two.Attend);
        }
    }

    private static AttentionShape Additive { get; } = new(OracleScore.Additive) { Units = 5, Heads = 2 };

    private static AttentionShape Dot { get; } = new(OracleScore.Dot) { Heads = 4, Scaled = true };

    private static AttentionShape General { get; } = new(OracleScore.General) { Scaled = true };

    private static AttentionShape Plain { get; } = new(OracleScore.Dot);

    private static ModelShape Of(int lookBack, int features, params LayerShape[] layers) => new() { LookBack = lookBack, Features = features, Layers = layers };
}

[LstmModel(LookBack = 9, Features = 2)]
[Lstm(6)]
[Attention(AttentionScore.Additive, Units = 5, Heads = 2)]
[Dense(2)]
internal sealed partial class AdditiveAttentionModel;

[LstmModel(LookBack = 17, Features = 3, Scaling = Scaling.Standard)]
[Lstm(20, Bidirectional = true)]
[Attention(AttentionScore.Dot, Heads = 4, Scaled = true)]
[Dense(1)]
internal sealed partial class DotAttentionModel;

[LstmModel(LookBack = 12, Features = 5, StackBudget = 0)]
[Attention(AttentionScore.General, Scaled = true)]
[Dense(3)]
internal sealed partial class GeneralAttentionModel;

[LstmModel(LookBack = 7)]
[Lstm(4)]
[Attention(AttentionScore.Dot)]
[Repeat(5)]
[Lstm(6)]
[Attention(AttentionScore.Additive, Units = 5, Heads = 2)]
[Dense(1)]
internal sealed partial class TwoAttentionsModel;

[LstmModel(LookBack = 8, Scaling = Scaling.Standard)]
[Lstm(4)]
[Attention(AttentionScore.Dot)]
[Dense(1)]
internal sealed partial class ScaledAttentionModel;

[LstmModel(LookBack = 8)]
[Lstm(4)]
[Attention(AttentionScore.Dot)]
[Softmax(3)]
internal sealed partial class AttentiveClassifier;

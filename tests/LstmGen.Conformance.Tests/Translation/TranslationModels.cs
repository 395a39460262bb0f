using LstmGen.Conformance.Oracle;

namespace LstmGen.Conformance.Translation;

/// <summary>Models with decoders of every kind, and the same for the oracle.</summary>
internal static class TranslationModels
{
    public static TheoryData<string> Names { get; } = ["plain", "general", "additive", "dot", "deep", "gru", "simple"];

    public static (SequenceToSequenceModel Model, OracleTranslator Oracle) Create(string name, long seed = 3) => name switch
    {
        "plain" => (new PlainTranslator(seed), new()
        {
            SourceVocabulary = 7,
            SourceDimension = 3,
            Encoder = [(5, false)],
            Vocabulary = 6,
            Dimension = 4,
            Decoder = [6],
            Steps = 5,
        }),
        "general" => (new GeneralTranslator(seed), new()
        {
            SourceVocabulary = 9,
            SourceDimension = 5,
            Encoder = [(6, true)],
            Vocabulary = 11,
            Dimension = 3,
            Decoder = [8],
            Steps = 6,
            Score = OracleScore.General,
            Dense = 7,
        }),
        "additive" => (new AdditiveTranslator(seed), new()
        {
            SourceVocabulary = 8,
            SourceDimension = 4,
            Encoder = [(18, false)],
            Vocabulary = 10,
            Dimension = 6,
            Decoder = [6],
            Steps = 4,
            Score = OracleScore.Additive,
            Heads = 2,
            Units = 9,
            Scaled = true,
            Dense = 5,
            MaskZero = true,
        }),
        "dot" => (new DotTranslator(seed), new()
        {
            SourceVocabulary = 6,
            SourceDimension = 2,
            Encoder = [(4, true), (10, true)],
            Vocabulary = 5,
            Dimension = 2,
            Decoder = [20],
            Steps = 7,
            Score = OracleScore.Dot,
            Heads = 4,
        }),
        "simple" => (new SimpleTranslator(seed), new()
        {
            SourceVocabulary = 7,
            SourceDimension = 3,
            Encoder = [(6, true), (5, false)],
            Vocabulary = 6,
            Dimension = 4,
            Decoder = [9, 4],
            Simple = true,
            Steps = 5,
            Score = OracleScore.General,
        }),
        "gru" => (new GruTranslator(seed), new()
        {
            SourceVocabulary = 7,
            SourceDimension = 3,
            Encoder = [(6, true), (5, false)],
            Vocabulary = 6,
            Dimension = 4,
            Decoder = [9, 4],
            Gru = true,
            Steps = 5,
            Score = OracleScore.General,
        }),
        _ => (new DeepTranslator(seed), new()
        {
            SourceVocabulary = 5,
            SourceDimension = 3,
            Encoder = [(4, true), (5, false)],
            Vocabulary = 7,
            Dimension = 3,
            Decoder = [4, 17],
            Steps = 5,
            Score = OracleScore.Additive,
            Units = 4,
            Dense = 6,
        }),
    };
}

[LstmModel(LookBack = 4)]
[Encoder]
[Embedding(7, 3)]
[Lstm(5)]
[Decoder(Steps = 5)]
[Embedding(6, 4)]
[Lstm(6)]
[Softmax(6)]
internal sealed partial class PlainTranslator;

[LstmModel(LookBack = 4)]
[Encoder]
[Embedding(7, 3)]
[Gru(6, Bidirectional = true)]
[Gru(5)]
[Decoder(Steps = 5)]
[Embedding(6, 4)]
[Gru(9, ResetAfter = false)]
[Gru(4, ResetAfter = false)]
[Attention(AttentionScore.General)]
[Softmax(6)]
internal sealed partial class GruTranslator;

[LstmModel(LookBack = 4)]
[Encoder]
[Embedding(7, 3)]
[SimpleRnn(6, Bidirectional = true)]
[SimpleRnn(5)]
[Decoder(Steps = 5)]
[Embedding(6, 4)]
[SimpleRnn(9)]
[SimpleRnn(4)]
[Attention(AttentionScore.General)]
[Softmax(6)]
internal sealed partial class SimpleTranslator;

[LstmModel(LookBack = 5)]
[Encoder]
[Embedding(9, 5)]
[Lstm(6, Bidirectional = true)]
[Decoder(Steps = 6, Start = 0, Stop = 10)]
[Embedding(11, 3)]
[Lstm(8)]
[Attention(AttentionScore.General)]
[Dense(7, Activation = Activation.Tanh)]
[Softmax(11)]
internal sealed partial class GeneralTranslator;

[LstmModel(LookBack = 6)]
[Encoder]
[Embedding(8, 4, MaskZero = true)]
[Lstm(18)]
[Decoder(Steps = 4)]
[Embedding(10, 6)]
[Lstm(6)]
[Attention(AttentionScore.Additive, Heads = 2, Units = 9, Scaled = true)]
[Dense(5, Activation = Activation.Tanh)]
[Softmax(10)]
internal sealed partial class AdditiveTranslator;

[LstmModel(LookBack = 3)]
[Encoder]
[Embedding(6, 2)]
[Lstm(4, Bidirectional = true)]
[Lstm(10, Bidirectional = true)]
[Decoder(Steps = 7)]
[Embedding(5, 2)]
[Lstm(20)]
[Attention(AttentionScore.Dot, Heads = 4)]
[Softmax(5)]
internal sealed partial class DotTranslator;

[LstmModel(LookBack = 5)]
[Encoder]
[Embedding(5, 3)]
[Lstm(4, Bidirectional = true)]
[Lstm(5)]
[Decoder(Steps = 5)]
[Embedding(7, 3)]
[Lstm(4)]
[Lstm(17)]
[Attention(AttentionScore.Additive, Units = 4)]
[Dense(6, Activation = Activation.Tanh)]
[Softmax(7)]
internal sealed partial class DeepTranslator;

/// <summary>Reads values instead of tokens, with everything that a decoder may have between.</summary>
[LstmModel(LookBack = 6, Features = 2, Scaling = Scaling.Standard)]
[Encoder]
[Lstm(8, Bidirectional = true)]
[Dropout(0.2)]
[LayerNorm]
[Decoder(Steps = 4)]
[Embedding(6, 5)]
[Dropout(0.2)]
[Lstm(40)]
[LayerNorm]
[Lstm(40)]
[Residual]
[Attention(AttentionScore.General)]
[Softmax(6, LabelSmoothing = 0.1)]
internal sealed partial class ValueTranslator;

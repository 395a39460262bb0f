namespace LstmGen.Conformance.Traffic;

/// <summary>Scales, so that weights and scaler have to fit each other.</summary>
[LstmModel(LookBack = 12, Scaling = Scaling.Standard)]
[Lstm(24)]
[Dense(1)]
internal sealed partial class ServedForecast;

/// <summary>Draws paths from its distribution.</summary>
[LstmModel(LookBack = 8, Scaling = Scaling.Standard)]
[Lstm(10)]
[Dropout(0.2)]
[Gaussian]
internal sealed partial class ServedDistribution;

/// <summary>Reads tokens, answers with a class, and shows what it attended to.</summary>
[LstmModel(LookBack = 10)]
[Embedding(20, 6)]
[Lstm(12, ReturnSequences = true)]
[Attention(AttentionScore.Additive, Units = 5)]
[Softmax(4)]
internal sealed partial class ServedClasses;

/// <summary>Reads the scores of its tags beside its emissions.</summary>
[LstmModel(LookBack = 7)]
[Lstm(9, ReturnSequences = true)]
[Crf(4)]
internal sealed partial class ServedTags;

/// <summary>Writes token by token.</summary>
[LstmModel(LookBack = 6)]
[Encoder]
[Embedding(9, 4)]
[Lstm(8)]
[Decoder(Steps = 6, Start = 0, Stop = 1)]
[Embedding(5, 4)]
[Lstm(8)]
[Softmax(5)]
internal sealed partial class ServedTranslator;

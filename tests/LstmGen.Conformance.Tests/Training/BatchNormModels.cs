namespace LstmGen.Conformance.Training;

[LstmModel(LookBack = 6, Features = 3)]
[BatchNorm]
[Dense(2)]
[BatchNorm(Momentum = 0.5, UnbiasedVariance = true)]
[Lstm(5)]
internal sealed partial class MovingModel;

[LstmModel(LookBack = 12, Features = 2, Scaling = Scaling.Standard)]
[Conv1D(6, 3)]
[BatchNorm(Momentum = 0.8)]
[Lstm(7, Bidirectional = true, Dropout = 0.2)]
[Dropout(0.1)]
[BatchNorm(Momentum = 0.8)]
[Residual]
[Lstm(9, RecurrentDropout = 0.2)]
[BatchNorm(Momentum = 0.8)]
[Dense(1)]
internal sealed partial class NormedStackModel;

[LstmModel(LookBack = 4, Features = 2, Stateful = true)]
[BatchNorm(Momentum = 0.9)]
[Lstm(5, ReturnSequences = true)]
[BatchNorm(Momentum = 0.9)]
[Gru(4, ReturnSequences = true)]
[BatchNorm(Momentum = 0.9)]
[Dense(1)]
internal sealed partial class NormedStreamModel;

[LstmModel(LookBack = 5)]
[Embedding(9, 4)]
[BatchNorm]
[Lstm(4, ReturnSequences = true)]
[BatchNorm]
[Crf(3)]
internal sealed partial class NormedTagModel;

[LstmModel(LookBack = 5)]
[Encoder]
[Embedding(9, 4)]
[BatchNorm]
[Lstm(6, ReturnSequences = true)]
[Decoder(Steps = 6)]
[Embedding(7, 3)]
[Lstm(6)]
[BatchNorm]
[Attention]
[Softmax(7)]
internal sealed partial class NormedTranslator;

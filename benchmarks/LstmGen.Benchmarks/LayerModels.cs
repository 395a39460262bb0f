#pragma warning disable LSTMGEN102 // The layers in question pass on every step, so that all of them have the same work.

namespace LstmGen.Benchmarks;

// Two LSTMs, and one further layer between them that leaves the shape as it is.
[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class Between;

[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32)]
[Dense(32, Activation = Activation.Tanh)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class BetweenDense;

[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32)]
[Conv1D(32, 3, Padding = Padding.Causal, Activation = Activation.Relu)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class BetweenConvolution;

[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32)]
[LayerNorm]
[Lstm(32)]
[Dense(1)]
internal sealed partial class BetweenNorm;

[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32)]
[Dropout(0.2)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class BetweenDropout;

[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32)]
[Lstm(32, ReturnSequences = true)]
[Residual]
[Lstm(32)]
[Dense(1)]
internal sealed partial class BetweenResidual;

[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32)]
[Lstm(32, ReturnSequences = true)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class BetweenLstm;

// Options of a cell.
[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32)]
[Lstm(32, Bidirectional = true)]
[Dense(1)]
internal sealed partial class LastBidirectional;

[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32)]
[Lstm(32, Peepholes = true)]
[Dense(1)]
internal sealed partial class LastPeepholes;

[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32)]
[Lstm(32, Projection = 16)]
[Dense(1)]
internal sealed partial class LastProjection;

[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32)]
[Lstm(32, CoupledGates = true)]
[Dense(1)]
internal sealed partial class LastCoupled;

[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32)]
[Lstm(32, RecurrentDropout = 0.2)]
[Dense(1)]
internal sealed partial class LastRecurrentDropout;

[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32, ReturnSequences = true)]
[Dense(1)]
internal sealed partial class OneLstm;

[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32)]
[Attention(AttentionScore.Additive)]
[Dense(1)]
internal sealed partial class LastAdditive;

[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32)]
[Attention(AttentionScore.General, Heads = 4)]
[Dense(1)]
internal sealed partial class LastGeneral;

[LstmModel(LookBack = 20, Features = 32)]
[Lstm(32)]
[Attention(AttentionScore.Dot)]
[Dense(1)]
internal sealed partial class LastDot;

[LstmModel(LookBack = 20, Features = 32)]
[MaxPool1D(2)]
[Lstm(32, ReturnSequences = true)]
[Dense(1)]
internal sealed partial class FirstMaxPool;

[LstmModel(LookBack = 20, Features = 32)]
[AveragePool1D(2)]
[Lstm(32, ReturnSequences = true)]
[Dense(1)]
internal sealed partial class FirstAveragePool;

[LstmModel(LookBack = 10, Features = 32)]
[Lstm(32, ReturnSequences = true)]
[Dense(1)]
internal sealed partial class HalfTheSteps;

[LstmModel(LookBack = 20)]
[Embedding(1_000, 32)]
[Lstm(32, ReturnSequences = true)]
[Dense(1)]
internal sealed partial class FirstEmbedding;

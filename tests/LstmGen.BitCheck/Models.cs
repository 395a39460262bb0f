namespace LstmGen.BitCheck;

/// <summary>The tutorial's network, small.</summary>
[LstmModel(LookBack = 10)]
[Lstm(9)]
[Dense(1)]
internal sealed partial class SmallModel;

/// <summary>Full blocks and tails, both directions, a sequence, dropout, a scaler and every activation.</summary>
[LstmModel(LookBack = 16, Scaling = Scaling.Standard)]
[Lstm(21, Bidirectional = true, RecurrentActivation = Activation.HardSigmoid)]
[Dropout(0.2)]
[Dense(18, Activation = Activation.Softsign)]
[Lstm(13, Activation = Activation.Softplus, RecurrentActivation = Activation.LegacyHardSigmoid)]
[Lstm(50)]
[Dense(17, Activation = Activation.Elu)]
[Dense(9, Activation = Activation.LeakyRelu)]
[Dense(8, Activation = Activation.Sigmoid)]
[Dense(7, Activation = Activation.Relu)]
[Dense(1)]
internal sealed partial class MiddleModel;

/// <summary>Every score of attention, normalisation, residuals, and a sequence made of a vector, in widths with and without tails.</summary>
[LstmModel(LookBack = 15)]
[Lstm(21, ReturnSequences = true)]
[LayerNorm]
[Attention(AttentionScore.Additive, Units = 11, Heads = 3)]
[Repeat(9)]
[Lstm(36)]
[Dense(36, Activation = Activation.Tanh)]
[Residual]
[Activation(Activation.Softplus)]
[LayerNorm(Epsilon = 1e-5)]
[Attention(AttentionScore.General, Heads = 2, Scaled = true)]
[Repeat(4)]
[Lstm(7)]
[Attention(AttentionScore.Dot)]
[Dense(1)]
internal sealed partial class AttentiveModel;

/// <summary>Convolutions and pools with every padding, in front of, between and behind recurrent layers.</summary>
[LstmModel(LookBack = 30)]
[Conv1D(19, 5, Padding = Padding.Causal, Dilation = 2, Activation = Activation.Relu)]
[MaxPool1D]
[Conv1D(36, 3, Padding = Padding.Same, Activation = Activation.Tanh)]
[AveragePool1D(3, Stride = 2)]
[Lstm(21)]
[Conv1D(9, 2, Stride = 2)]
[Lstm(13)]
[Dense(1)]
internal sealed partial class ConvolvedModel;

namespace LstmGen.BitCheck;

/// <summary>Networks of every layer. BitCheckModelsTests writes this file from the layers' entries.</summary>
internal static class LayerModels
{
    public static IReadOnlyList<SequenceModel> All { get; } =
    [
        new Activation1Model(1),
        new Attention1Model(2),
        new Attention2Model(3),
        new Attention3Model(4),
        new AveragePool2D1Model(5),
        new CharacterConv1Model(6),
        new CharacterConv2Model(7),
        new Conv1D1Model(8),
        new Conv2D1Model(9),
        new Dense1Model(10),
        new Dropout1Model(11),
        new Embedding1Model(12),
        new Embedding2Model(13),
        new Embedding3Model(14),
        new Flatten1Model(15),
        new FlattenSteps1Model(16),
        new FlattenSteps2Model(17),
        new FlattenSteps3Model(18),
        new GlobalPool1D1Model(19),
        new GlobalPool1D2Model(20),
        new GlobalPool1D3Model(21),
        new Gru1Model(22),
        new Gru2Model(23),
        new Gru3Model(24),
        new Last1Model(25),
        new Last2Model(26),
        new Last3Model(27),
        new LastSteps1Model(28),
        new LastSteps2Model(29),
        new LastSteps3Model(30),
        new LayerNorm1Model(31),
        new Lstm1Model(32),
        new Lstm2Model(33),
        new Lstm3Model(34),
        new MaxPool2D1Model(35),
        new Pool1D1Model(36),
        new Repeat1Model(37),
        new Residual1Model(38),
        new Residual2Model(39),
        new Residual3Model(40),
    ];
}

[LstmModel(LookBack = 9, Height = 4, Width = 2, Channels = 1)]
[Conv2D(3, 2, UseBias = false)]
[Flatten]
[Conv1D(17, 3, Padding = Padding.Same, Dilation = 2, Activation = Activation.Relu)]
[Gru(16, ResetAfter = false, RecurrentActivation = Activation.HardSigmoid)]
[AveragePool1D(3)]
[Gru(2, ResetAfter = false, Activation = Activation.Softplus)]
[Activation(Activation.HardSigmoid)]
[LayerNorm(Epsilon = 1E-05)]
[Dense(2, UseBias = false)]
[Dense(5, Activation = Activation.LegacyHardSigmoid)]
internal sealed partial class Activation1Model;

[LstmModel(LookBack = 9, Features = 2)]
[Lstm(6)]
[Attention(AttentionScore.Additive, Units = 5, Heads = 2)]
[Dense(2)]
internal sealed partial class Attention1Model;

[LstmModel(LookBack = 17, Features = 3)]
[Lstm(20, Bidirectional = true)]
[Attention(AttentionScore.Dot, Heads = 4, Scaled = true)]
[Dense(1)]
internal sealed partial class Attention2Model;

[LstmModel(LookBack = 12, Features = 5)]
[Attention(AttentionScore.General, Scaled = true)]
[Dense(3)]
internal sealed partial class Attention3Model;

[LstmModel(LookBack = 11, Height = 5, Width = 2, Channels = 2)]
[AveragePool2D]
[Flatten]
[Gru(15, ResetAfter = false, Activation = Activation.Softsign, LearnedInitialState = true, RecurrentDropout = 0.25)]
[Dense(12, Activation = Activation.Tanh)]
[Gru(11, ResetAfter = false, Activation = Activation.Elu, RecurrentActivation = Activation.LegacyHardSigmoid, RecurrentDropout = 0.25)]
[Activation(Activation.Elu)]
[LayerNorm(Epsilon = 1E-05)]
[Last]
[Repeat(5)]
[Gru(4, Activation = Activation.Sigmoid, RecurrentActivation = Activation.LegacyHardSigmoid, LearnedInitialState = true)]
[Dense(7, Activation = Activation.Elu, UseBias = false)]
[Dense(2, Activation = Activation.Sigmoid)]
internal sealed partial class AveragePool2D1Model;

[LstmModel(LookBack = 5, Features = 8)]
[Embedding(9, 6, MaskZero = true)]
[CharacterConv(12, 5, 7, 21, Activation = Activation.Tanh)]
[Lstm(7, Bidirectional = true)]
[Dense(2)]
internal sealed partial class CharacterConv1Model;

[LstmModel(LookBack = 4, Features = 8)]
[CharacterConv(6, 3, 5, 4, Kernel = 4)]
[CharacterConv(9, 8, 2, 17, Kernel = 1, UseBias = false)]
[Embedding(4, 2)]
[Lstm(5, ReturnSequences = true)]
internal sealed partial class CharacterConv2Model;

[LstmModel(LookBack = 9, Height = 4, Width = 2, Channels = 1)]
[Conv2D(3, 2, UseBias = false)]
[Flatten]
[Conv1D(17, 3, Padding = Padding.Same, Dilation = 2, Activation = Activation.Relu)]
[Gru(16, ResetAfter = false, RecurrentActivation = Activation.HardSigmoid)]
[AveragePool1D(3)]
[Gru(2, ResetAfter = false, Activation = Activation.Softplus)]
[Activation(Activation.HardSigmoid)]
[LayerNorm(Epsilon = 1E-05)]
[Dense(2, UseBias = false)]
[Dense(5, Activation = Activation.LegacyHardSigmoid)]
internal sealed partial class Conv1D1Model;

[LstmModel(LookBack = 9, Height = 4, Width = 2, Channels = 1)]
[Conv2D(3, 2, UseBias = false)]
[Flatten]
[Conv1D(17, 3, Padding = Padding.Same, Dilation = 2, Activation = Activation.Relu)]
[Gru(16, ResetAfter = false, RecurrentActivation = Activation.HardSigmoid)]
[AveragePool1D(3)]
[Gru(2, ResetAfter = false, Activation = Activation.Softplus)]
[Activation(Activation.HardSigmoid)]
[LayerNorm(Epsilon = 1E-05)]
[Dense(2, UseBias = false)]
[Dense(5, Activation = Activation.LegacyHardSigmoid)]
internal sealed partial class Conv2D1Model;

[LstmModel(LookBack = 9, Height = 4, Width = 2, Channels = 1)]
[Conv2D(3, 2, UseBias = false)]
[Flatten]
[Conv1D(17, 3, Padding = Padding.Same, Dilation = 2, Activation = Activation.Relu)]
[Gru(16, ResetAfter = false, RecurrentActivation = Activation.HardSigmoid)]
[AveragePool1D(3)]
[Gru(2, ResetAfter = false, Activation = Activation.Softplus)]
[Activation(Activation.HardSigmoid)]
[LayerNorm(Epsilon = 1E-05)]
[Dense(2, UseBias = false)]
[Dense(5, Activation = Activation.LegacyHardSigmoid)]
internal sealed partial class Dense1Model;

[LstmModel(LookBack = 9, Features = 6)]
[Lstm(22, Activation = Activation.Elu, UseBias = false, Dropout = 0.25)]
[Dropout(0.25)]
[Last(4)]
[Gru(33, ResetAfter = false, ReturnSequences = true, Activation = Activation.LegacyHardSigmoid, UseBias = false, Dropout = 0.25)]
[Conv1D(12, 2, Dilation = 2, Activation = Activation.Elu)]
[MaxPool1D(1)]
[Gru(32, ResetAfter = false, Bidirectional = true, LearnedInitialState = true)]
[Last]
[Repeat(4)]
[Lstm(1, CoupledGates = true, RecurrentDropout = 0.25)]
[Dense(10, Activation = Activation.Elu)]
internal sealed partial class Dropout1Model;

[LstmModel(LookBack = 9, Features = 1)]
[Embedding(300, 17, MaskZero = true)]
[Lstm(12, Bidirectional = true)]
[Dense(2)]
internal sealed partial class Embedding1Model;

[LstmModel(LookBack = 7, Features = 1)]
[Embedding(3, 4)]
[Dense(4)]
[Residual]
[Lstm(3, ReturnSequences = true)]
internal sealed partial class Embedding2Model;

[LstmModel(LookBack = 6, Features = 3)]
[Embedding(20, 5, MaskZero = true)]
[Embedding(4, 3)]
[Embedding(7, 10)]
[Dropout(0)]
[Lstm(8, ReturnSequences = true)]
internal sealed partial class Embedding3Model;

[LstmModel(LookBack = 9, Height = 4, Width = 2, Channels = 1)]
[Conv2D(3, 2, UseBias = false)]
[Flatten]
[Conv1D(17, 3, Padding = Padding.Same, Dilation = 2, Activation = Activation.Relu)]
[Gru(16, ResetAfter = false, RecurrentActivation = Activation.HardSigmoid)]
[AveragePool1D(3)]
[Gru(2, ResetAfter = false, Activation = Activation.Softplus)]
[Activation(Activation.HardSigmoid)]
[LayerNorm(Epsilon = 1E-05)]
[Dense(2, UseBias = false)]
[Dense(5, Activation = Activation.LegacyHardSigmoid)]
internal sealed partial class Flatten1Model;

[LstmModel(LookBack = 7, Features = 3)]
[Flatten]
[Dense(5)]
[Dense(2)]
internal sealed partial class FlattenSteps1Model;

[LstmModel(LookBack = 12, Features = 2)]
[Conv1D(5, 3, Stride = 2)]
[Lstm(7)]
[Conv1D(3, 2)]
[Flatten]
[Dense(2)]
internal sealed partial class FlattenSteps2Model;

[LstmModel(LookBack = 3, Height = 4, Width = 3, Channels = 2)]
[Conv2D(2, 2)]
[Flatten]
[Flatten]
[Dense(2)]
internal sealed partial class FlattenSteps3Model;

[LstmModel(LookBack = 7, Features = 3)]
[GlobalAveragePool1D]
[Dense(2)]
internal sealed partial class GlobalPool1D1Model;

[LstmModel(LookBack = 9, Features = 2)]
[Lstm(19, Bidirectional = true)]
[GlobalAveragePool1D]
[Dense(2)]
internal sealed partial class GlobalPool1D2Model;

[LstmModel(LookBack = 12, Features = 2)]
[Conv1D(5, 3, Stride = 2)]
[GlobalAveragePool1D]
[Repeat(2)]
[Lstm(3)]
internal sealed partial class GlobalPool1D3Model;

[LstmModel(LookBack = 7, Features = 9)]
[Gru(50)]
[Gru(16, UseBias = false)]
[Dense(2)]
internal sealed partial class Gru1Model;

[LstmModel(LookBack = 5, Features = 2)]
[Gru(3, LearnedInitialState = true)]
[Dense(1)]
internal sealed partial class Gru2Model;

[LstmModel(LookBack = 5, Features = 3)]
[Gru(24, ReturnSequences = true, RecurrentActivation = Activation.HardSigmoid)]
internal sealed partial class Gru3Model;

[LstmModel(LookBack = 6, Features = 5)]
[Last]
[Dense(2)]
internal sealed partial class Last1Model;

[LstmModel(LookBack = 6, Features = 2)]
[Lstm(9)]
[Last]
[Dense(2)]
internal sealed partial class Last2Model;

[LstmModel(LookBack = 6, Features = 2)]
[Lstm(5, Bidirectional = true)]
[Last]
[Dense(2)]
internal sealed partial class Last3Model;

[LstmModel(LookBack = 9, Features = 3)]
[Last(4)]
[Lstm(6, Bidirectional = true)]
[Dense(2)]
internal sealed partial class LastSteps1Model;

[LstmModel(LookBack = 8, Features = 2)]
[Lstm(5)]
[Last(8)]
[Dense(3)]
[Last(2)]
[Lstm(3, ReturnSequences = true)]
internal sealed partial class LastSteps2Model;

[LstmModel(LookBack = 8, Features = 2)]
[Lstm(4, Bidirectional = true)]
[Last(3)]
[Attention(AttentionScore.General)]
[Dense(1)]
internal sealed partial class LastSteps3Model;

[LstmModel(LookBack = 9, Height = 4, Width = 2, Channels = 1)]
[Conv2D(3, 2, UseBias = false)]
[Flatten]
[Conv1D(17, 3, Padding = Padding.Same, Dilation = 2, Activation = Activation.Relu)]
[Gru(16, ResetAfter = false, RecurrentActivation = Activation.HardSigmoid)]
[AveragePool1D(3)]
[Gru(2, ResetAfter = false, Activation = Activation.Softplus)]
[Activation(Activation.HardSigmoid)]
[LayerNorm(Epsilon = 1E-05)]
[Dense(2, UseBias = false)]
[Dense(5, Activation = Activation.LegacyHardSigmoid)]
internal sealed partial class LayerNorm1Model;

[LstmModel(LookBack = 7, Features = 2)]
[Lstm(9, Peepholes = true)]
[Dense(2)]
internal sealed partial class Lstm1Model;

[LstmModel(LookBack = 7, Features = 2)]
[Lstm(21, CoupledGates = true)]
[Dense(2)]
internal sealed partial class Lstm2Model;

[LstmModel(LookBack = 7, Features = 2)]
[Lstm(16, LearnedInitialState = true)]
[Dense(2)]
internal sealed partial class Lstm3Model;

[LstmModel(LookBack = 12, Height = 4, Width = 4, Channels = 2)]
[MaxPool2D]
[Flatten]
[MaxPool1D(1, Stride = 3)]
[Gru(60, ResetAfter = false, Bidirectional = true, Merge = Merge.Sum, ReturnSequences = true, Activation = Activation.LeakyRelu, RecurrentActivation = Activation.HardSigmoid)]
[Dense(18, Activation = Activation.Tanh)]
[LayerNorm]
[Dense(1, Activation = Activation.LeakyRelu)]
internal sealed partial class MaxPool2D1Model;

[LstmModel(LookBack = 9, Height = 4, Width = 2, Channels = 1)]
[Conv2D(3, 2, UseBias = false)]
[Flatten]
[Conv1D(17, 3, Padding = Padding.Same, Dilation = 2, Activation = Activation.Relu)]
[Gru(16, ResetAfter = false, RecurrentActivation = Activation.HardSigmoid)]
[AveragePool1D(3)]
[Gru(2, ResetAfter = false, Activation = Activation.Softplus)]
[Activation(Activation.HardSigmoid)]
[LayerNorm(Epsilon = 1E-05)]
[Dense(2, UseBias = false)]
[Dense(5, Activation = Activation.LegacyHardSigmoid)]
internal sealed partial class Pool1D1Model;

[LstmModel(LookBack = 11, Height = 5, Width = 2, Channels = 2)]
[AveragePool2D]
[Flatten]
[Gru(15, ResetAfter = false, Activation = Activation.Softsign, LearnedInitialState = true, RecurrentDropout = 0.25)]
[Dense(12, Activation = Activation.Tanh)]
[Gru(11, ResetAfter = false, Activation = Activation.Elu, RecurrentActivation = Activation.LegacyHardSigmoid, RecurrentDropout = 0.25)]
[Activation(Activation.Elu)]
[LayerNorm(Epsilon = 1E-05)]
[Last]
[Repeat(5)]
[Gru(4, Activation = Activation.Sigmoid, RecurrentActivation = Activation.LegacyHardSigmoid, LearnedInitialState = true)]
[Dense(7, Activation = Activation.Elu, UseBias = false)]
[Dense(2, Activation = Activation.Sigmoid)]
internal sealed partial class Repeat1Model;

[LstmModel(LookBack = 7, Features = 3)]
[Dense(3)]
[Residual]
[Lstm(4)]
[Dense(1)]
internal sealed partial class Residual1Model;

[LstmModel(LookBack = 6, Features = 5)]
[Lstm(5)]
[Residual]
[Dropout(0)]
[LayerNorm]
[Residual(3)]
[Residual]
[Lstm(2)]
internal sealed partial class Residual2Model;

[LstmModel(LookBack = 8, Features = 3)]
[Lstm(3)]
[Repeat(8)]
[Residual(2)]
[Lstm(3, ReturnSequences = true)]
internal sealed partial class Residual3Model;

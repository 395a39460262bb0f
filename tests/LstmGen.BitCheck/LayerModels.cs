namespace LstmGen.BitCheck;

/// <summary>Networks of every layer. BitCheckModelsTests writes this file from the layers' entries.</summary>
internal static class LayerModels
{
    public static IReadOnlyList<SequenceModel> All { get; } =
    [
        new Activation1Model(1),
        new Activation2Model(2),
        new Attention1Model(3),
        new Attention2Model(4),
        new Attention3Model(5),
        new AveragePool2D1Model(6),
        new AveragePool2D2Model(7),
        new AveragePool2D3Model(8),
        new BatchNorm1Model(9),
        new BatchNorm2Model(10),
        new BatchNorm3Model(11),
        new CharacterConv1Model(12),
        new CharacterConv2Model(13),
        new Conv1D1Model(14),
        new Conv1D2Model(15),
        new Conv1D3Model(16),
        new Conv2D1Model(17),
        new Conv2D2Model(18),
        new Conv2D3Model(19),
        new Dense1Model(20),
        new Dropout1Model(21),
        new Embedding1Model(22),
        new Embedding2Model(23),
        new Embedding3Model(24),
        new Flatten1Model(25),
        new FlattenSteps1Model(26),
        new FlattenSteps2Model(27),
        new FlattenSteps3Model(28),
        new GlobalPool1D1Model(29),
        new GlobalPool1D2Model(30),
        new GlobalPool1D3Model(31),
        new Gru1Model(32),
        new Gru2Model(33),
        new Gru3Model(34),
        new Last1Model(35),
        new Last2Model(36),
        new Last3Model(37),
        new LastSteps1Model(38),
        new LastSteps2Model(39),
        new LastSteps3Model(40),
        new LayerNorm1Model(41),
        new Lstm1Model(42),
        new Lstm2Model(43),
        new Lstm3Model(44),
        new Masking1Model(45),
        new Masking2Model(46),
        new Masking3Model(47),
        new MaxPool2D1Model(48),
        new MaxPool2D2Model(49),
        new MaxPool2D3Model(50),
        new PRelu1Model(51),
        new PRelu2Model(52),
        new PRelu3Model(53),
        new Pool1D1Model(54),
        new Pool1D2Model(55),
        new Pool1D3Model(56),
        new Repeat1Model(57),
        new Residual1Model(58),
        new Residual2Model(59),
        new Residual3Model(60),
        new SimpleRnn1Model(61),
        new SimpleRnn2Model(62),
        new SimpleRnn3Model(63),
    ];
}

[LstmModel(LookBack = 6, Features = 2)]
[Lstm(9)]
[Activation(Activation.LeakyRelu, NegativeSlope = 0.3)]
[Lstm(5)]
[Activation(Activation.LeakyRelu, NegativeSlope = 0.01)]
[Dense(3)]
[Activation(Activation.Elu, Alpha = 0.5)]
internal sealed partial class Activation1Model;

[LstmModel(LookBack = 3, Height = 5, Width = 4, Channels = 2)]
[Conv2D(3, 2)]
[Activation(Activation.Elu, Alpha = 2)]
[Flatten]
[Dense(4)]
[Activation(Activation.LeakyRelu)]
internal sealed partial class Activation2Model;

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

[LstmModel(LookBack = 3, Height = 7, Width = 5, Channels = 9)]
[AveragePool2D]
[Conv2D(2, 1)]
[Flatten]
[Lstm(3)]
internal sealed partial class AveragePool2D1Model;

[LstmModel(LookBack = 3, Height = 7, Width = 5, Channels = 9)]
[AveragePool2D(3, Stride = 1)]
[Conv2D(2, 1)]
[Flatten]
[Lstm(3)]
internal sealed partial class AveragePool2D2Model;

[LstmModel(LookBack = 3, Height = 7, Width = 5, Channels = 9)]
[AveragePool2D(3, SizeWidth = 2, Stride = 2, StrideWidth = 1, Padding = Padding.Same)]
[Conv2D(2, 1)]
[Flatten]
[Lstm(3)]
internal sealed partial class AveragePool2D3Model;

[LstmModel(LookBack = 6, Features = 3)]
[BatchNorm(Epsilon = 0.5)]
[Lstm(19)]
[BatchNorm(Epsilon = 0.01, Momentum = 0.9)]
[Dense(9)]
[BatchNorm(Scale = false, Center = false)]
internal sealed partial class BatchNorm1Model;

[LstmModel(LookBack = 3, Height = 5, Width = 4, Channels = 2)]
[Conv2D(3, 2)]
[BatchNorm(Epsilon = 1E-05, UnbiasedVariance = true)]
[Activation(Activation.Tanh)]
[MaxPool2D]
[Flatten]
[BatchNorm(Epsilon = 0.5, Center = false)]
[Lstm(4)]
internal sealed partial class BatchNorm2Model;

[LstmModel(LookBack = 7, Features = 2)]
[Lstm(4, Bidirectional = true)]
[BatchNorm(Epsilon = 0.1)]
[Attention(AttentionScore.Dot)]
[Dense(1)]
internal sealed partial class BatchNorm3Model;

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

[LstmModel(LookBack = 13, Features = 2)]
[Conv1D(5, 2, Padding = Padding.KerasSame, Stride = 2, Dilation = 5, Activation = Activation.Tanh)]
[Lstm(3)]
[Dense(2)]
internal sealed partial class Conv1D1Model;

[LstmModel(LookBack = 13, Features = 2)]
[Conv1D(5, 2, Padding = Padding.KerasSame, Stride = 3, Dilation = 5, Activation = Activation.Tanh)]
[Lstm(3)]
[Dense(2)]
internal sealed partial class Conv1D2Model;

[LstmModel(LookBack = 13, Features = 2)]
[Conv1D(5, 2, Padding = Padding.KerasSame, Stride = 4, Dilation = 5, Activation = Activation.Tanh)]
[Lstm(3)]
[Dense(2)]
internal sealed partial class Conv1D3Model;

[LstmModel(LookBack = 2, Height = 8, Width = 9, Channels = 3)]
[Conv2D(3, 1)]
[Conv2D(5, 3)]
[Flatten]
[Lstm(4)]
internal sealed partial class Conv2D1Model;

[LstmModel(LookBack = 2, Height = 8, Width = 9, Channels = 3)]
[Conv2D(3, 1)]
[Conv2D(3, 1, KernelWidth = 4, StrideWidth = 2)]
[Flatten]
[Lstm(4)]
internal sealed partial class Conv2D2Model;

[LstmModel(LookBack = 2, Height = 8, Width = 9, Channels = 3)]
[Conv2D(3, 1)]
[Conv2D(20, 3, Dilation = 2)]
[Flatten]
[Lstm(4)]
internal sealed partial class Conv2D3Model;

[LstmModel(LookBack = 9, Height = 4, Width = 2, Channels = 1)]
[Conv2D(4, 1, Padding = Padding.Same, KernelWidth = 1, StrideWidth = 3, Activation = Activation.Elu)]
[AveragePool2D(SizeWidth = 1, Stride = 3, StrideWidth = 2, Padding = Padding.Same)]
[Conv2D(1, 3, Padding = Padding.Same, KernelWidth = 4, Dilation = 2, Activation = Activation.Softplus)]
[MaxPool2D(SizeWidth = 1, StrideWidth = 2, Padding = Padding.Same)]
[Flatten]
[AveragePool1D(3)]
[Gru(2, ResetAfter = false, Activation = Activation.Softplus)]
[Activation(Activation.HardSigmoid)]
[Dense(14, Activation = Activation.Softplus)]
[LayerNorm]
[PRelu]
[Conv1D(17, 4, Padding = Padding.Same, Dilation = 2, Activation = Activation.Sigmoid)]
[MaxPool1D(3)]
[Gru(1, Dropout = 0.25)]
[Activation(Activation.LeakyRelu, NegativeSlope = 0.3)]
[BatchNorm(Epsilon = 1, FrozenStatistics = true)]
[Repeat(5)]
[SimpleRnn(5, RecurrentDropout = 0.25)]
[Dense(1, Activation = Activation.Relu)]
[Dense(7)]
internal sealed partial class Dense1Model;

[LstmModel(LookBack = 12, Features = 9)]
[Lstm(32, Bidirectional = true, Dropout = 0.25)]
[Dropout(0.25)]
[Conv1D(15, 2, Dilation = 2, Activation = Activation.Tanh)]
[SimpleRnn(2, ReturnSequences = true, Activation = Activation.Sigmoid, LearnedInitialState = true)]
[BatchNorm(Epsilon = 0.25, Frozen = true)]
[Last]
[Repeat(4)]
[Lstm(3, Activation = Activation.Elu, RecurrentActivation = Activation.HardSigmoid, UseBias = false, Dropout = 0.25)]
[Dense(8)]
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
[Conv2D(4, 1, Padding = Padding.Same, KernelWidth = 1, StrideWidth = 3, Activation = Activation.Elu)]
[AveragePool2D(SizeWidth = 1, Stride = 3, StrideWidth = 2, Padding = Padding.Same)]
[Conv2D(1, 3, Padding = Padding.Same, KernelWidth = 4, Dilation = 2, Activation = Activation.Softplus)]
[MaxPool2D(SizeWidth = 1, StrideWidth = 2, Padding = Padding.Same)]
[Flatten]
[AveragePool1D(3)]
[Gru(2, ResetAfter = false, Activation = Activation.Softplus)]
[Activation(Activation.HardSigmoid)]
[Dense(14, Activation = Activation.Softplus)]
[LayerNorm]
[PRelu]
[Conv1D(17, 4, Padding = Padding.Same, Dilation = 2, Activation = Activation.Sigmoid)]
[MaxPool1D(3)]
[Gru(1, Dropout = 0.25)]
[Activation(Activation.LeakyRelu, NegativeSlope = 0.3)]
[BatchNorm(Epsilon = 1, FrozenStatistics = true)]
[Repeat(5)]
[SimpleRnn(5, RecurrentDropout = 0.25)]
[Dense(1, Activation = Activation.Relu)]
[Dense(7)]
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
[Conv2D(4, 1, Padding = Padding.Same, KernelWidth = 1, StrideWidth = 3, Activation = Activation.Elu)]
[AveragePool2D(SizeWidth = 1, Stride = 3, StrideWidth = 2, Padding = Padding.Same)]
[Conv2D(1, 3, Padding = Padding.Same, KernelWidth = 4, Dilation = 2, Activation = Activation.Softplus)]
[MaxPool2D(SizeWidth = 1, StrideWidth = 2, Padding = Padding.Same)]
[Flatten]
[AveragePool1D(3)]
[Gru(2, ResetAfter = false, Activation = Activation.Softplus)]
[Activation(Activation.HardSigmoid)]
[Dense(14, Activation = Activation.Softplus)]
[LayerNorm]
[PRelu]
[Conv1D(17, 4, Padding = Padding.Same, Dilation = 2, Activation = Activation.Sigmoid)]
[MaxPool1D(3)]
[Gru(1, Dropout = 0.25)]
[Activation(Activation.LeakyRelu, NegativeSlope = 0.3)]
[BatchNorm(Epsilon = 1, FrozenStatistics = true)]
[Repeat(5)]
[SimpleRnn(5, RecurrentDropout = 0.25)]
[Dense(1, Activation = Activation.Relu)]
[Dense(7)]
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

[LstmModel(LookBack = 9, Features = 3)]
[Masking]
[Lstm(9, Bidirectional = true)]
[Dense(2)]
internal sealed partial class Masking1Model;

[LstmModel(LookBack = 8, Features = 2)]
[Masking(-1)]
[Conv1D(5, 3, Padding = Padding.Same)]
[Gru(4, ReturnSequences = true)]
[Dense(2)]
internal sealed partial class Masking2Model;

[LstmModel(LookBack = 7, Features = 4)]
[Masking(-999)]
[Flatten]
[Dense(3)]
internal sealed partial class Masking3Model;

[LstmModel(LookBack = 3, Height = 7, Width = 5, Channels = 9)]
[MaxPool2D]
[Conv2D(2, 1)]
[Flatten]
[Lstm(3)]
internal sealed partial class MaxPool2D1Model;

[LstmModel(LookBack = 3, Height = 7, Width = 5, Channels = 9)]
[MaxPool2D(3, Stride = 1)]
[Conv2D(2, 1)]
[Flatten]
[Lstm(3)]
internal sealed partial class MaxPool2D2Model;

[LstmModel(LookBack = 3, Height = 7, Width = 5, Channels = 9)]
[MaxPool2D(3, SizeWidth = 2, Stride = 2, StrideWidth = 1, Padding = Padding.Same)]
[Conv2D(2, 1)]
[Flatten]
[Lstm(3)]
internal sealed partial class MaxPool2D3Model;

[LstmModel(LookBack = 6, Features = 3)]
[PRelu]
[Lstm(19)]
[PRelu]
[Dense(3)]
[PRelu(Shared = true)]
internal sealed partial class PRelu1Model;

[LstmModel(LookBack = 3, Height = 5, Width = 4, Channels = 2)]
[PRelu]
[Conv2D(3, 2)]
[PRelu]
[MaxPool2D]
[PRelu(Shared = true)]
[Flatten]
[Dense(2)]
internal sealed partial class PRelu2Model;

[LstmModel(LookBack = 7, Features = 2)]
[Lstm(4, Bidirectional = true)]
[PRelu(Shared = true)]
[Attention(AttentionScore.Dot)]
[Dense(1)]
internal sealed partial class PRelu3Model;

[LstmModel(LookBack = 11, Features = 3)]
[MaxPool1D(4)]
[Lstm(3)]
[AveragePool1D(2)]
[Gru(2)]
internal sealed partial class Pool1D1Model;

[LstmModel(LookBack = 11, Features = 3)]
[AveragePool1D(4, Stride = 1)]
[Lstm(3)]
[MaxPool1D(2)]
[Gru(2)]
internal sealed partial class Pool1D2Model;

[LstmModel(LookBack = 11, Features = 3)]
[MaxPool1D(4, Stride = 2)]
[Lstm(3)]
[MaxPool1D(2)]
[Gru(2)]
internal sealed partial class Pool1D3Model;

[LstmModel(LookBack = 9, Height = 4, Width = 2, Channels = 1)]
[Conv2D(4, 1, Padding = Padding.Same, KernelWidth = 1, StrideWidth = 3, Activation = Activation.Elu)]
[AveragePool2D(SizeWidth = 1, Stride = 3, StrideWidth = 2, Padding = Padding.Same)]
[Conv2D(1, 3, Padding = Padding.Same, KernelWidth = 4, Dilation = 2, Activation = Activation.Softplus)]
[MaxPool2D(SizeWidth = 1, StrideWidth = 2, Padding = Padding.Same)]
[Flatten]
[AveragePool1D(3)]
[Gru(2, ResetAfter = false, Activation = Activation.Softplus)]
[Activation(Activation.HardSigmoid)]
[Dense(14, Activation = Activation.Softplus)]
[LayerNorm]
[PRelu]
[Conv1D(17, 4, Padding = Padding.Same, Dilation = 2, Activation = Activation.Sigmoid)]
[MaxPool1D(3)]
[Gru(1, Dropout = 0.25)]
[Activation(Activation.LeakyRelu, NegativeSlope = 0.3)]
[BatchNorm(Epsilon = 1, FrozenStatistics = true)]
[Repeat(5)]
[SimpleRnn(5, RecurrentDropout = 0.25)]
[Dense(1, Activation = Activation.Relu)]
[Dense(7)]
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

[LstmModel(LookBack = 7, Features = 9)]
[SimpleRnn(50)]
[SimpleRnn(16, UseBias = false)]
[Dense(2)]
internal sealed partial class SimpleRnn1Model;

[LstmModel(LookBack = 5, Features = 2)]
[SimpleRnn(3, Activation = Activation.Relu, LearnedInitialState = true)]
[Dense(1)]
internal sealed partial class SimpleRnn2Model;

[LstmModel(LookBack = 6, Features = 2)]
[SimpleRnn(7, LearnedInitialState = true, RecurrentDropout = 0.3)]
[Lstm(5)]
[Dense(1)]
internal sealed partial class SimpleRnn3Model;

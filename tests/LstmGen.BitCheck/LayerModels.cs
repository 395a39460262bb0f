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
        new Gru1Model(16),
        new Gru2Model(17),
        new Gru3Model(18),
        new LayerNorm1Model(19),
        new Lstm1Model(20),
        new Lstm2Model(21),
        new Lstm3Model(22),
        new MaxPool2D1Model(23),
        new Pool1D1Model(24),
        new Repeat1Model(25),
        new Residual1Model(26),
        new Residual2Model(27),
        new Residual3Model(28),
    ];
}

[LstmModel(LookBack = 9, Features = 2)]
[Gru(12, Bidirectional = true, ReturnSequences = true, Activation = Activation.LegacyHardSigmoid, Dropout = 0.25)]
[Activation(Activation.LeakyRelu)]
[LayerNorm(Epsilon = 1E-05)]
[Dense(7, Activation = Activation.LegacyHardSigmoid)]
[Dense(14, Activation = Activation.HardSigmoid)]
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

[LstmModel(LookBack = 10, Height = 3, Width = 4, Channels = 3, StackBudget = 0)]
[Conv2D(4, 2, Padding = Padding.Same, Activation = Activation.HardSigmoid)]
[Conv2D(1, 2)]
[AveragePool2D]
[Flatten]
[AveragePool1D(1)]
[Lstm(3, RecurrentDropout = 0.25)]
[Dense(3, Activation = Activation.Softsign)]
[Residual]
[Conv1D(7, 2, Padding = Padding.Same, Dilation = 3, Activation = Activation.Tanh)]
[Gru(15, Bidirectional = true, ReturnSequences = true, Activation = Activation.Softsign, RecurrentActivation = Activation.LegacyHardSigmoid, UseBias = false)]
[Dense(19)]
[Gru(5, ResetAfter = false, Bidirectional = true, Activation = Activation.LeakyRelu, RecurrentDropout = 0.25)]
[Dense(5, Activation = Activation.Softsign)]
[Dense(1, Activation = Activation.LeakyRelu)]
[Dense(20, Activation = Activation.Tanh)]
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
[Gru(3, ResetAfter = false, Bidirectional = true, RecurrentActivation = Activation.HardSigmoid)]
[Lstm(31, ReturnSequences = true, Activation = Activation.Sigmoid, CoupledGates = true, Dropout = 0.25, RecurrentDropout = 0.25)]
[Dropout(0.25)]
[Attention(AttentionScore.Dot)]
[Dense(2, UseBias = false)]
[Dense(5, Activation = Activation.LegacyHardSigmoid)]
internal sealed partial class Conv1D1Model;

[LstmModel(LookBack = 9, Height = 4, Width = 2, Channels = 1)]
[Conv2D(3, 2, UseBias = false)]
[Flatten]
[Conv1D(17, 3, Padding = Padding.Same, Dilation = 2, Activation = Activation.Relu)]
[Gru(3, ResetAfter = false, Bidirectional = true, RecurrentActivation = Activation.HardSigmoid)]
[Lstm(31, ReturnSequences = true, Activation = Activation.Sigmoid, CoupledGates = true, Dropout = 0.25, RecurrentDropout = 0.25)]
[Dropout(0.25)]
[Attention(AttentionScore.Dot)]
[Dense(2, UseBias = false)]
[Dense(5, Activation = Activation.LegacyHardSigmoid)]
internal sealed partial class Conv2D1Model;

[LstmModel(LookBack = 9, Height = 4, Width = 2, Channels = 1)]
[Conv2D(3, 2, UseBias = false)]
[Flatten]
[Conv1D(17, 3, Padding = Padding.Same, Dilation = 2, Activation = Activation.Relu)]
[Gru(3, ResetAfter = false, Bidirectional = true, RecurrentActivation = Activation.HardSigmoid)]
[Lstm(31, ReturnSequences = true, Activation = Activation.Sigmoid, CoupledGates = true, Dropout = 0.25, RecurrentDropout = 0.25)]
[Dropout(0.25)]
[Attention(AttentionScore.Dot)]
[Dense(2, UseBias = false)]
[Dense(5, Activation = Activation.LegacyHardSigmoid)]
internal sealed partial class Dense1Model;

[LstmModel(LookBack = 9, Height = 4, Width = 2, Channels = 1)]
[Conv2D(3, 2, UseBias = false)]
[Flatten]
[Conv1D(17, 3, Padding = Padding.Same, Dilation = 2, Activation = Activation.Relu)]
[Gru(3, ResetAfter = false, Bidirectional = true, RecurrentActivation = Activation.HardSigmoid)]
[Lstm(31, ReturnSequences = true, Activation = Activation.Sigmoid, CoupledGates = true, Dropout = 0.25, RecurrentDropout = 0.25)]
[Dropout(0.25)]
[Attention(AttentionScore.Dot)]
[Dense(2, UseBias = false)]
[Dense(5, Activation = Activation.LegacyHardSigmoid)]
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
[Gru(3, ResetAfter = false, Bidirectional = true, RecurrentActivation = Activation.HardSigmoid)]
[Lstm(31, ReturnSequences = true, Activation = Activation.Sigmoid, CoupledGates = true, Dropout = 0.25, RecurrentDropout = 0.25)]
[Dropout(0.25)]
[Attention(AttentionScore.Dot)]
[Dense(2, UseBias = false)]
[Dense(5, Activation = Activation.LegacyHardSigmoid)]
internal sealed partial class Flatten1Model;

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

[LstmModel(LookBack = 9, Features = 2)]
[Gru(12, Bidirectional = true, ReturnSequences = true, Activation = Activation.LegacyHardSigmoid, Dropout = 0.25)]
[Activation(Activation.LeakyRelu)]
[LayerNorm(Epsilon = 1E-05)]
[Dense(7, Activation = Activation.LegacyHardSigmoid)]
[Dense(14, Activation = Activation.HardSigmoid)]
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

[LstmModel(LookBack = 7, Height = 5, Width = 5, Channels = 1, StackBudget = 0)]
[MaxPool2D]
[MaxPool2D]
[Flatten]
[Conv1D(15, 3, Padding = Padding.Same, Stride = 2, Dilation = 2, Activation = Activation.Softsign)]
[AveragePool1D(3)]
[Lstm(33, Bidirectional = true, Activation = Activation.Softplus, LearnedInitialState = true)]
[LayerNorm]
[Lstm(13, Activation = Activation.Linear, Peepholes = true)]
[Repeat(5)]
[Lstm(1, Bidirectional = true, Merge = Merge.Sum, Projection = 1, CoupledGates = true)]
[Dense(7, Activation = Activation.Softplus)]
internal sealed partial class MaxPool2D1Model;

[LstmModel(LookBack = 9, Features = 3)]
[AveragePool1D(2, Stride = 3)]
[Lstm(17, UseBias = false, Peepholes = true, LearnedInitialState = true, Dropout = 0.25, RecurrentDropout = 0.25)]
[Repeat(5)]
[Lstm(17)]
internal sealed partial class Pool1D1Model;

[LstmModel(LookBack = 9, Features = 3)]
[AveragePool1D(2, Stride = 3)]
[Lstm(17, UseBias = false, Peepholes = true, LearnedInitialState = true, Dropout = 0.25, RecurrentDropout = 0.25)]
[Repeat(5)]
[Lstm(17)]
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

namespace LstmGen.Conformance.Export;

[LstmModel(LookBack = 6, Features = 3, Scaling = Scaling.Standard)]
[Lstm(5)]
[Dense(2)]
internal sealed partial class ScaledModel;

[LstmModel(LookBack = 6, Features = 3, Scaling = Scaling.MinMax)]
[Gru(5, ReturnSequences = true)]
[Dense(2)]
internal sealed partial class ScaledSequenceModel;

[LstmModel(LookBack = 6, Features = 3, Scaling = Scaling.Robust)]
[Lstm(5)]
[Gaussian(Targets = 4)]
internal sealed partial class ScaledGaussianModel;

[LstmModel(LookBack = 6, Features = 3, Scaling = Scaling.Standard)]
[Lstm(5, ReturnSequences = true)]
[Quantiles(0.05, 0.2, 0.5, 0.9, Targets = 2)]
internal sealed partial class ScaledQuantileModel;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(5)]
[Quantiles(0.3)]
internal sealed partial class OneQuantileModel;

[LstmModel(LookBack = 6, Features = 2, Scaling = Scaling.Standard)]
[Lstm(4)]
[Softmax(3)]
internal sealed partial class ScaledClassModel;

[LstmModel(LookBack = 5, Features = 2)]
[Lstm(4)]
[Crf(5, Scheme = ChunkScheme.Bio, Names = ["O", "B-X", "I-X", "B-Y", "I-Y"])]
internal sealed partial class ChunkModel;

[LstmModel(LookBack = 5, Features = 2)]
[Conv1D(4, 2, Padding = Padding.Same)]
[Lstm(4, Bidirectional = true)]
[Attention]
[Dense(1)]
internal sealed partial class UnstreamableModel;

[LstmModel(LookBack = 5, Features = 2)]
[Conv1D(3, 3, Padding = Padding.Causal, Dilation = 2)]
[Lstm(4, LearnedInitialState = true)]
[Gru(3, LearnedInitialState = true)]
[Dense(1)]
internal sealed partial class LearnedStartModel;

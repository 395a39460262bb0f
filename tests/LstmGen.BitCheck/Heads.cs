namespace LstmGen.BitCheck;

/// <summary>Token ids, characters of words, a masked recurrence, and a chain of tags.</summary>
[LstmModel(LookBack = 9, Features = 6)]
[Embedding(30, 11)]
[CharacterConv(12, 5, 5, 14)]
[Dropout(0.3)]
[Lstm(13, Bidirectional = true, RecurrentDropout = 0.2, Merge = Merge.Mul, ReturnSequences = true)]
[Crf(5, Names = ["O", "B-X", "I-X", "B-Y", "I-Y"], Scheme = ChunkScheme.Bio)]
internal sealed partial class Tagger;

/// <summary>Pictures, every option of the cell, and labels without alignment.</summary>
[LstmModel(LookBack = 8, Height = 9, Width = 7, Channels = 2)]
[Conv2D(5, 3, Activation = Activation.Tanh)]
[MaxPool2D(2)]
[Flatten]
[Lstm(19, Peepholes = true, CoupledGates = true, LearnedInitialState = true, Projection = 11, Dropout = 0.2, ReturnSequences = true)]
[Ctc(6, MaximumLabels = 3, SkipImpossible = true)]
internal sealed partial class Transcriber;

/// <summary>From one sequence of tokens to another, with attention.</summary>
[LstmModel(LookBack = 7)]
[Encoder]
[Embedding(17, 9, MaskZero = true)]
[Lstm(10, Bidirectional = true)]
[Decoder(Steps = 6)]
[Embedding(14, 8)]
[Lstm(18)]
[Attention(AttentionScore.General, Heads = 2)]
[Dense(12, Activation = Activation.Tanh)]
[Softmax(14, LabelSmoothing = 0.1)]
internal sealed partial class Translator;

/// <summary>States that go from window to window, and text drawn from what is predicted.</summary>
[LstmModel(LookBack = 6, Stateful = true)]
[Embedding(21, 10)]
[Lstm(23)]
[Lstm(9, ReturnSequences = true)]
[Softmax(21)]
internal sealed partial class Writer;

/// <summary>Several labels at every step, and their spread over masks.</summary>
[LstmModel(LookBack = 8, Features = 3, Scaling = Scaling.MinMax)]
[Lstm(14, ReturnSequences = true)]
[Dropout(0.25)]
[Sigmoid(3, PositiveWeights = [2, 1, 0.5])]
internal sealed partial class Labeller;

/// <summary>Quantiles, and paths drawn from them.</summary>
[LstmModel(LookBack = 10, Scaling = Scaling.Robust)]
[Lstm(17)]
[Quantiles(0.1, 0.5, 0.9)]
internal sealed partial class QuantileForecaster;

/// <summary>Means and spreads, and paths drawn from them.</summary>
[LstmModel(LookBack = 10, Scaling = Scaling.Standard)]
[Lstm(17)]
[Gaussian]
internal sealed partial class GaussianForecaster;

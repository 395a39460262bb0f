namespace LstmGen.Conformance.Models;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(11)]
[Softmax(4)]
public sealed partial class ClassModel;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(11, ReturnSequences = true)]
[Softmax(4, LabelSmoothing = 0.1)]
public sealed partial class EveryStepClassModel;

[LstmModel(LookBack = 5, Features = 2, Scaling = Scaling.Standard)]
[Lstm(6)]
[Sigmoid(3)]
public sealed partial class LabelModel;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(7, Bidirectional = true)]
[Crf(5, Names = ["O", "B-X", "I-X", "B-Y", "I-Y"], Scheme = ChunkScheme.Bio)]
public sealed partial class TagModel;

[LstmModel(LookBack = 12, Features = 3)]
[Lstm(8)]
[Ctc(5, MaximumLabels = 4)]
public sealed partial class TranscriptModel;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(5, ReturnSequences = true)]
[Sigmoid(2)]
public sealed partial class EveryStepLabelModel;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(5)]
[Sigmoid(1, LabelSmoothing = 0.1)]
public sealed partial class OneLabelModel;

[LstmModel(LookBack = 6)]
[Embedding(10, 4, MaskZero = true)]
[Lstm(5)]
[Sigmoid(2)]
public sealed partial class TokenLabels;

[LstmModel(LookBack = 6)]
[Embedding(10, 4)]
[Lstm(5)]
[Ctc(3, MaximumLabels = 2, Blank = Blank.Last)]
public sealed partial class TokenTranscripts;

/// <summary>A scheme that allows only some sequences, and no tag that is first and last at once.</summary>
[LstmModel(LookBack = 6, Features = 3)]
[Lstm(5)]
[Crf(3, Names = ["B-X", "I-X", "E-X"], Scheme = ChunkScheme.Bioes)]
public sealed partial class PairTagModel;

/// <summary>A scheme that no sequence of all steps keeps to.</summary>
[LstmModel(LookBack = 5, Features = 3)]
[Lstm(5)]
[Crf(2, Names = ["B-X", "E-X"], Scheme = ChunkScheme.Bioes)]
public sealed partial class EvenTagModel;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(8)]
[Softmax(2)]
public sealed partial class TwoClassModel;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(5)]
[Softmax(3, ClassWeights = [1, 2.5, 4], LabelSmoothing = 0.1)]
public sealed partial class WeighedModel;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(5)]
[Sigmoid(2, PositiveWeights = [3, 0.5])]
public sealed partial class WeighedLabelModel;

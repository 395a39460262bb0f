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

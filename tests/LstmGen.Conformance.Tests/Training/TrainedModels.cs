namespace LstmGen.Conformance.Training;

/// <summary>Enough to need several tiles, blocks, tails, both directions, a sequence and dropout.</summary>
[LstmModel(LookBack = 12)]
[Lstm(19, Bidirectional = true)]
[Dropout(0.2)]
[Lstm(33)]
[Dense(5, Activation = Activation.Relu)]
[Dense(1)]
internal sealed partial class MiddleModel;

/// <summary>Dropout on the input alone: where the mask is zero, so is the gradient by the input.</summary>
[LstmModel(LookBack = 9, Features = 3)]
[Dropout(0.3)]
[Lstm(10)]
[Dense(2)]
internal sealed partial class MaskedModel;

using LstmGen;

namespace MovingShapes;

/// <summary>What the shape in a video does: two convolutions see where edges are in each frame, the LSTM how they move.</summary>
[LstmModel(LookBack = Video.Frames, Height = Video.Side, Width = Video.Side)]
[Conv2D(16, 3, Activation = Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(16, 3, Activation = Activation.Relu)]
[MaxPool2D(2)]
[Flatten]
[Lstm(32)]
[Softmax(5)]
public sealed partial class MovementModel;

using LstmGen;
using VideoActions.Data;

namespace VideoActions.Models;

/// <summary>What does somebody with a watch do? Six channels at ten steps a second.</summary>
[LstmModel(LookBack = MotionFile.Steps, Features = MotionFile.Channels, Scaling = Scaling.Standard)]
[Conv1D(32, 5, Stride = 2, Activation = Activation.Relu)]
[Lstm(32)]
[Dropout(0.3)]
[Softmax(4)]
public sealed partial class MotionModel;

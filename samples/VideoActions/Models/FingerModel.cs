using LstmGen;
using VideoActions.Data;

namespace VideoActions.Models;

/// <summary>What does a finger tip do? A step is how far it has moved since the frame before.</summary>
[LstmModel(LookBack = FingerWindow.Count, Features = 2, Scaling = Scaling.Standard)]
[Lstm(16)]
[Dense(10, Activation = Activation.Relu)]
[Softmax(FingerWindow.Gestures)]
public sealed partial class FingerModel;

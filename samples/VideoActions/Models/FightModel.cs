using LstmGen;
using VideoActions.Data;

namespace VideoActions.Models;

/// <summary>
/// Is there a fight? It sees what has changed from frame to frame, and no more of a picture than how much of each of 16 kinds of change there is in all of it: 240 clips would teach it
/// the backgrounds otherwise. It reads forward, so that it can be asked after every frame.
/// </summary>
[LstmModel(LookBack = FightClip.Count - 1, Height = FightClip.Height, Width = FightClip.Width)]
[Conv2D(8, 5, Stride = 2, Activation = Activation.Relu)]
[MaxPool2D(2)]
[Conv2D(16, 3, Activation = Activation.Relu)]
[AveragePool2D(6, SizeWidth = 9)]
[Flatten]
[Lstm(16)]
[Dropout(0.3)]
[Softmax(2)]
public sealed partial class FightModel;

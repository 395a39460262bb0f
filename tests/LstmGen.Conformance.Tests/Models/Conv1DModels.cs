namespace LstmGen.Conformance.Models;

/// <summary>Two causal convolutions, one with gaps, below a recurrent layer: a stream can go through it.</summary>
[LstmModel(LookBack = 40, Features = 3)]
[Conv1D(18, 4, Padding = Padding.Causal, Dilation = 5, Activation = Activation.Tanh)]
[Conv1D(5, 2, Padding = Padding.Causal)]
[Conv1D(4, 1)]
[Lstm(7)]
[Dense(2)]
internal sealed partial class CausalModel;

/// <summary>A kernel that shorter windows have no room for.</summary>
[LstmModel(LookBack = 9, Features = 2)]
[Conv1D(5, 4, Activation = Activation.Tanh)]
[Lstm(6)]
[Dense(1)]
internal sealed partial class ValidModel;

/// <summary>A pool that reads the window itself.</summary>
[LstmModel(LookBack = 7, Features = 11)]
[MaxPool1D(3, Stride = 2)]
[Lstm(6)]
[Dense(1)]
internal sealed partial class PooledModel;

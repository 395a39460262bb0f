namespace Turbofan;

/// <summary>The cycles that are left, from the last thirty.</summary>
[LstmModel(LookBack = LifeTask.LookBack, Features = LifeTask.Features, Scaling = Scaling.MinMax)]
[Lstm(64, ReturnSequences = true)]
[Lstm(32)]
[Dropout(0.2)]
[Dense(8, Activation = Activation.Relu)]
[Dense(1)]
public sealed partial class LifeModel;

/// <summary>How sure it is: the lives that one engine in twenty does not reach, that half reach, and that one in twenty passes.</summary>
[LstmModel(LookBack = LifeTask.LookBack, Features = LifeTask.Features, Scaling = Scaling.MinMax)]
[Lstm(64, ReturnSequences = true)]
[Lstm(32)]
[Dropout(0.2)]
[Dense(8, Activation = Activation.Relu)]
[Quantiles(0.05, 0.5, 0.95)]
public sealed partial class LifeIntervalModel;

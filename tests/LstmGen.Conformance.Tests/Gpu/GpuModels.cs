using LstmGen.Runtime;

namespace LstmGen.Conformance.Gpu;

[LstmModel(LookBack = 6, Gpu = true)]
[Lstm(5)]
[Dense(1)]
internal sealed partial class GpuSeries;

[LstmModel(LookBack = 7, Features = 3, Scaling = Scaling.None, Gpu = true)]
[Lstm(9, ReturnSequences = true)]
[Dropout(0.3)]
[Lstm(4)]
[Dense(6, Activation = Activation.Tanh)]
[Dense(2)]
internal sealed partial class GpuStack;

[LstmModel(LookBack = 5, Features = 2, Scaling = Scaling.None, Gpu = true)]
[Lstm(6)]
[Softmax(3)]
internal sealed partial class GpuClasses;

/// <summary>Without kernels for a GPU.</summary>
[LstmModel(LookBack = 6)]
[Lstm(5)]
[Dense(1)]
internal sealed partial class NoGpuSeries;

/// <summary>A head with tensors of its own, which the loss learns.</summary>
[LstmModel(LookBack = 6, Features = 2, Scaling = Scaling.None, Gpu = true)]
[Lstm(4, ReturnSequences = true)]
[Crf(3)]
internal sealed partial class GpuTagger;

/// <summary>Little enough for many windows.</summary>
[LstmModel(LookBack = 1, Scaling = Scaling.None, Gpu = true)]
[Dense(1)]
internal sealed partial class GpuLine;

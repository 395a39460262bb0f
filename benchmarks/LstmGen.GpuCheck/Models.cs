namespace LstmGen.GpuCheck;

/// <summary>The network of the tutorial.</summary>
[LstmModel(LookBack = 20, Gpu = true)]
[Lstm(50)]
[Dense(1)]
internal sealed partial class TutorialModel;

[LstmModel(LookBack = 20, Scaling = Scaling.None, Gpu = true)]
[Lstm(16)]
[Dense(1)]
internal sealed partial class Lstm16;

[LstmModel(LookBack = 20, Scaling = Scaling.None, Gpu = true)]
[Lstm(32)]
[Dense(1)]
internal sealed partial class Lstm32;

[LstmModel(LookBack = 20, Scaling = Scaling.None, Gpu = true)]
[Lstm(50)]
[Dense(1)]
internal sealed partial class Lstm50;

[LstmModel(LookBack = 20, Scaling = Scaling.None, Gpu = true)]
[Lstm(64)]
[Dense(1)]
internal sealed partial class Lstm64;

[LstmModel(LookBack = 20, Scaling = Scaling.None, Gpu = true)]
[Lstm(128)]
[Dense(1)]
internal sealed partial class Lstm128;

/// <summary>Two layers, masks and rows of any length: for the bits alone.</summary>
[LstmModel(LookBack = 12, Features = 3, Scaling = Scaling.None, Gpu = true)]
[Lstm(24, ReturnSequences = true)]
[Dropout(0.2)]
[Lstm(12)]
[Dense(8, Activation = Activation.Tanh)]
[Dense(2)]
internal sealed partial class StackModel;

/// <summary>The models of the table of times.</summary>
internal static class Timed
{
    /// <summary>Their units, and how to make one.</summary>
    public static readonly (int Units, Func<SequenceModel> New)[] All =
    [
        (16, () => new Lstm16(seed: 1)),
        (32, () => new Lstm32(seed: 1)),
        (50, () => new Lstm50(seed: 1)),
        (64, () => new Lstm64(seed: 1)),
        (128, () => new Lstm128(seed: 1)),
    ];
}

namespace LstmGen.Benchmarks;

// Larger than the table's: wider, longer, deeper.
[LstmModel(LookBack = 20)]
[Lstm(256)]
[Dense(1)]
internal sealed partial class Lstm256;

[LstmModel(LookBack = 20)]
[Lstm(512)]
[Dense(1)]
internal sealed partial class Lstm512;

[LstmModel(LookBack = 365)]
[Lstm(64)]
[Dense(1)]
internal sealed partial class YearLstm64;

[LstmModel(LookBack = 20)]
[Lstm(64)]
[Lstm(64)]
[Lstm(64)]
[Dense(1)]
internal sealed partial class ThreeLstm64;

[LstmModel(LookBack = 365, Features = 5)]
[Lstm(128)]
[Lstm(128)]
[Lstm(128)]
[Dense(1)]
internal sealed partial class YearThreeLstm128;

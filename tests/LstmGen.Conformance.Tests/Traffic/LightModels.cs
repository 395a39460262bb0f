namespace LstmGen.Conformance.Traffic;

[LstmModel(LookBack = 20)]
[Lstm(16)]
[Dense(1)]
internal sealed partial class Light16;

[LstmModel(LookBack = 20)]
[Lstm(50)]
[Dense(1)]
internal sealed partial class Light50;

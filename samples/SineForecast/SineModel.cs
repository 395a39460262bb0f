using LstmGen;

namespace SineForecast;

[LstmModel(LookBack = 20)]
[Lstm(50)]
[Dense(1)]
public sealed partial class SineModel;

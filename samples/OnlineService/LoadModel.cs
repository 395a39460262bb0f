using LstmGen;

namespace OnlineService;

/// <summary>Two days of hours in, the next hour out.</summary>
[LstmModel(LookBack = 48, Scaling = Scaling.Standard)]
[Lstm(16)]
[Dense(1)]
internal sealed partial class LoadModel;

using LstmGen;

/// <summary>The network, one attribute per layer from top to bottom. LstmGen writes its code when the project is compiled.</summary>
[LstmModel(LookBack = 1014, Scaling = Scaling.Standard)]
[Lstm(1032)]
[Dense(1)]
public sealed partial class ForecastModel;

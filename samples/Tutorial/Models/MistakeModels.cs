namespace Tutorial;

/// <summary>Of the leaked scaler.</summary>
[LstmModel(LookBack = 12, Scaling = Scaling.MinMax)]
[Lstm(16)]
[Dense(1)]
public sealed partial class GrowthModel;

/// <summary>Of the shuffled split: large enough to learn windows by heart.</summary>
[LstmModel(LookBack = 10, Scaling = Scaling.Standard)]
[Lstm(32)]
[Dense(10)]
public sealed partial class WalkModel;

/// <summary>Of the lagged copy.</summary>
[LstmModel(LookBack = 10, Scaling = Scaling.Standard)]
[Lstm(16)]
[Dense(1)]
public sealed partial class StepModel;

/// <summary>Of the wrong inverse scaling.</summary>
[LstmModel(LookBack = 8, Features = 2, Scaling = Scaling.MinMax)]
[Lstm(16)]
[Dense(1)]
public sealed partial class MarketModel;

/// <summary>Of the column that looks ahead.</summary>
[LstmModel(LookBack = 8, Features = 2)]
[Lstm(16)]
[Dense(1)]
public sealed partial class NoiseModel;

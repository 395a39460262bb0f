namespace LstmGen.Conformance.Models;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(9)]
[Quantiles(0.05, 0.25, 0.5, 0.9, Targets = 2)]
public sealed partial class QuantileModel;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(9, ReturnSequences = true)]
[Quantiles(0.1, 0.9, Targets = 2)]
public sealed partial class EveryStepQuantileModel;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(9)]
[Gaussian(Targets = 3, MinimumSpread = 0.05)]
public sealed partial class GaussianModel;

[LstmModel(LookBack = 6, Features = 3)]
[Lstm(9, ReturnSequences = true)]
[Gaussian]
public sealed partial class EveryStepGaussianModel;

[LstmModel(LookBack = 8, Scaling = Scaling.Standard)]
[Lstm(12)]
[Quantiles(0.1, 0.5, 0.9)]
public sealed partial class QuantileForecaster;

[LstmModel(LookBack = 8, Scaling = Scaling.Standard)]
[Lstm(12)]
[Gaussian]
public sealed partial class GaussianForecaster;

[LstmModel(LookBack = 5, Features = 2, Scaling = Scaling.MinMax)]
[Lstm(8)]
[Gaussian(Targets = 6)]
public sealed partial class TwoColumnGaussianForecaster;

[LstmModel(LookBack = 5, Features = 2, Scaling = Scaling.Robust)]
[Lstm(8)]
[Quantiles(0.1, 0.5, 0.9, Targets = 6)]
public sealed partial class TwoColumnQuantileForecaster;

[LstmModel(LookBack = 4)]
[Lstm(3)]
[Quantiles(0.5)]
public sealed partial class MedianModel;

[LstmModel(LookBack = 1)]
[Dense(1)]
[Quantiles(0.1, 0.5, 0.9)]
public sealed partial class LinearQuantiles;

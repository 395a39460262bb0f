using LstmGen;

namespace SeriesForecast;

// A model's shape is fixed when it is compiled, so a program for any series declares a small family and picks one. Each step of a window
// holds the target and the place in a cycle as sine and cosine, which are known ahead.

/// <summary>The next value, from the last 30 values. It can feed itself, so any number of steps.</summary>
[LstmModel(LookBack = 30, Features = 3, Scaling = Scaling.Standard)]
[Lstm(32)]
[Dense(1)]
public sealed partial class NextStepModel;

/// <summary>
/// The next 48 changes at once, a day of half hours, from the last 48. Days overlap in their windows, so that little in them is news: a third of
/// what it could learn them by heart with is dropped.
/// </summary>
[LstmModel(LookBack = 48, Features = 3, Scaling = Scaling.Standard)]
[Lstm(32)]
[Dropout(0.3)]
[Dense(48)]
public sealed partial class DayAheadModel;

/// <summary>The next 12 changes at once, a year of months, from the last 12.</summary>
[LstmModel(LookBack = 12, Features = 3, Scaling = Scaling.Standard)]
[Lstm(16)]
[Dense(12)]
public sealed partial class YearAheadModel;

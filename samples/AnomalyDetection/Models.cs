using LstmGen;

namespace AnomalyDetection;

/// <summary>The value a day after the last of 48 half hours, from these and their place in the day and in the week.</summary>
[LstmModel(LookBack = DayAhead.Day, Features = DayAhead.Features, Scaling = Scaling.Standard)]
[Lstm(32)]
[Dense(1)]
public sealed partial class DayAheadModel;

namespace Traffic;

/// <summary>The next count from the twelve before: the size of the published network, with a linear last layer and standard scores.</summary>
[LstmModel(LookBack = TrafficTask.LookBack, Scaling = Scaling.Standard)]
[Lstm(64, ReturnSequences = true)]
[Lstm(64)]
[Dense(1)]
public sealed partial class TrafficModel;

/// <summary>The same, told beside each count what is usual five minutes later.</summary>
[LstmModel(LookBack = TrafficTask.LookBack, Features = 2, Scaling = Scaling.Standard)]
[Lstm(64, ReturnSequences = true)]
[Lstm(64)]
[Dense(1)]
public sealed partial class UsualTrafficModel;

/// <summary>The published network as its file has it: Keras 2's hard sigmoid in the gates, counts from 0 to 1 in and out.</summary>
[LstmModel(LookBack = TrafficTask.LookBack)]
[Lstm(64, ReturnSequences = true, RecurrentActivation = Activation.LegacyHardSigmoid)]
[Lstm(64, RecurrentActivation = Activation.LegacyHardSigmoid)]
[Dropout(0.2)]
[Dense(1, Activation = Activation.Sigmoid)]
public sealed partial class PublishedModel;

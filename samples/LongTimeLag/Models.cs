using LstmGen;

namespace LongTimeLag;

// A shape is fixed when it is compiled, so each experiment has a model of its own. Sequences differ in length: LookBack is the longest.

/// <summary>Experiment 1: after every symbol of a string, what may come next.</summary>
[LstmModel(LookBack = ReberGrammar.MostSymbols - 1, Features = ReberGrammar.Symbols)]
[Lstm(16, ReturnSequences = true)]
[Softmax(ReberGrammar.Symbols)]
public sealed partial class NextSymbolModel;

/// <summary>Experiments 4 and 5 with T = 100: one number from the numbers at two markers.</summary>
[LstmModel(LookBack = 110, Features = 2)]
[Lstm(16)]
[Dense(1)]
public sealed partial class MarkersModel;

/// <summary>Experiment 4 with T = 1,000.</summary>
[LstmModel(LookBack = 1_100, Features = 2)]
[Lstm(16)]
[Dense(1)]
public sealed partial class FarMarkersModel;

/// <summary>Experiment 4 with T = 10,000.</summary>
[LstmModel(LookBack = 11_000, Features = 2)]
[Lstm(16)]
[Dense(1)]
public sealed partial class FarthestMarkersModel;

/// <summary>Experiment 6a: the order of two symbols.</summary>
[LstmModel(LookBack = OrderTask.MostSteps, Features = OrderTask.Symbols)]
[Lstm(16)]
[Softmax(4)]
public sealed partial class TwoSymbolsModel;

/// <summary>Experiment 6b: the order of three symbols.</summary>
[LstmModel(LookBack = OrderTask.MostSteps, Features = OrderTask.Symbols)]
[Lstm(16)]
[Softmax(8)]
public sealed partial class ThreeSymbolsModel;

namespace StockPrices;

/// <summary>Up or down tomorrow, from ten days: a layer, 32 cells and two chances, as Feng et al. have it.</summary>
[LstmModel(LookBack = MovementTask.LookBack, Features = MovementTask.Features, Scaling = Scaling.Standard)]
[Dense(32, Activation = Activation.Tanh)]
[Lstm(32)]
[Dropout(0.3)]
[Softmax(2)]
public sealed partial class MovementModel;

/// <summary>The network of many a tutorial: tomorrow's price from the last five.</summary>
[LstmModel(LookBack = PriceFollower.LookBack, Scaling = Scaling.MinMax)]
[Lstm(50)]
[Dense(1)]
public sealed partial class PriceModel;

using StockPrices;

// The tutorial's own example, told straight: what an LSTM knows of tomorrow's prices, and what the popular picture really shows.
return StockCommand.Run(args, Console.Out, Console.Error);

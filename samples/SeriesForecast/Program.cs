using SeriesForecast;

// A real series from a CSV file: train on all but its end, forecast the end, and compare with what takes no training at all.
return SeriesCommand.Run(args, Console.Out, Console.Error);

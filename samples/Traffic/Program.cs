using Traffic;

// Vehicles on one lane, five minutes ahead: a network beside the published one, the last value and a weighted sum, and what its percentages are worth.
return TrafficCommand.Run(args, Console.Out, Console.Error);

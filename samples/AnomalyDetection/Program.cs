using AnomalyDetection;

// Days that are not as a network that saw ordinary ones expects: a forecast a day ahead, and an alarm where it is wrong for a day on end.
return AnomalyCommand.Run(args, Console.Out, Console.Error);

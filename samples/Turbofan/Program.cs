using Turbofan;

// How long jet engines still run, with intervals, beside published figures.
return TurbofanCommand.Run(args, Console.Out, Console.Error);

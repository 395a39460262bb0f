using Tuning;

// Hyper-parameter search: shapes that are drawn at run time are compiled in the process, trained side by side, and chosen by a validation span.
return TuningCommand.Run(args, Console.Out, Console.Error);

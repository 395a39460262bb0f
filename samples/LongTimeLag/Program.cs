using LongTimeLag;

// The experiments that the LSTM was published with (Hochreiter & Schmidhuber 1997), learnt again and compared with the paper's figures.
return LagCommand.Run(args, Console.Out, Console.Error);

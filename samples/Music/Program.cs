using Music;

// Bach's chorales and folk tunes, step by step: how well a network guesses the next notes, beside published ones, and what it writes on.
return MusicCommand.Run(args, Console.Out, Console.Error);

using TextGeneration;

// Reads a text letter by letter, learns what comes next, and writes on.
return TextCommand.Run(args, Console.Out, Console.Error);

using SpeechDigits;

// Speech to text: which digits does somebody say, one after another, when nobody has told the network where one ends and the next begins?
return SpeechCommand.Run(args, Console.Out, Console.Error);

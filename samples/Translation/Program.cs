using Translation;

// Short sentences from one language to another: train on pairs, translate pairs that training has not seen, and show where the decoder looks.
return TranslationCommand.Run(args, Console.Out, Console.Error);

using NamedEntities;

// Persons, places and products in messages of strangers: tagged by a bidirectional LSTM over words and their characters, with a chain over the tags and without.
return EntityCommand.Run(args, Console.In, Console.Out, Console.Error);

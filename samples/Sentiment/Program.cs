using Sentiment;

// Is what somebody writes of a film kind or unkind? Learnt from sentences of reviews, and asked of sentences that are typed.
return SentimentCommand.Run(args, Console.In, Console.Out, Console.Error);

using System.CommandLine;

namespace Sentiment;

/// <summary>The command line: options and their checks.</summary>
internal static class SentimentCommand
{
    private static readonly Argument<string[]> Sentences = new("sentences")
    {
        Description = "Sentences to classify at the end. Without them they are read from the input, one a line, up to an empty one.",
        DefaultValueFactory = _ => [],
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<FileInfo?> Data = new("--data") { Description = "Sentences to train on: on each line 0 or 1, a blank and the sentence." };
    private static readonly Option<FileInfo?> Dev = new("--dev") { Description = "Sentences to judge the model by, which training never sees." };
    private static readonly Option<FileInfo?> Model = new("--model") { Description = "A model that was saved, to be used instead of training one." };
    private static readonly Option<FileInfo> Save = new("--save")
    {
        Description = "Where the trained model goes, as a safetensors file; its words and letters go beside it.",
        DefaultValueFactory = _ => new FileInfo("sentiment.safetensors"),
    };

    private static readonly Option<int> Seed = new("--seed") { Description = "Of the initial weights, the order of the sentences and dropout.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Epochs = new("--epochs") { Description = "How often to go through the sentences, at most.", DefaultValueFactory = _ => 8 };
    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = $"{SentimentOptions.QuickEpochs} epochs over {SentimentOptions.QuickSentences} sentences: to see it work, not to see it good.",
    };

    static SentimentCommand()
    {
        Sentences.NoOptions();
        Data.ExistingFile();
        Dev.ExistingFile();
        Model.ExistingFile();
        Save.WritableFile();
        Seed.AtLeast(0);
        Epochs.AtLeast(1);
    }

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public static int Run(string[] args, TextReader input, TextWriter output, TextWriter error)
    {
        var command = new RootCommand("Trains an LSTM to tell kind sentences from unkind ones, and asks it.")
        {
            Sentences, Data, Dev, Model, Save, Seed, Epochs, Quick,
        };
        command.SetAction(arguments => new SentimentRun(Options(arguments), input, output).Run());

        // What the library refuses, such as the vocabulary of another model, it says in words for the user, too.
        return command.Run(args, output, error, isMistake: wrong => wrong is ArgumentException);
    }

    private static SentimentOptions Options(ParseResult arguments) => new()
    {
        Data = arguments.GetValue(Data),
        Dev = arguments.GetValue(Dev),
        Model = arguments.GetValue(Model),
        Save = arguments.GetRequiredValue(Save),
        Seed = arguments.GetRequiredValue(Seed),
        Epochs = arguments.GetRequiredValue(Epochs),
        Quick = arguments.GetValue(Quick),
        Sentences = arguments.GetRequiredValue(Sentences),
    };
}

using System.CommandLine;

namespace Translation;

/// <summary>The command line: options and their checks.</summary>
internal static class TranslationCommand
{
    private static readonly Option<FileInfo?> Data = new("--data") { Description = "Pairs to train on: on each line an English text, a tab, and its Chinese translation." };
    private static readonly Option<DirectoryInfo> Save = new("--save")
    {
        Description = "The folder of the model and its vocabularies: written after training, read without --data.",
        DefaultValueFactory = _ => new DirectoryInfo("translation-model"),
    };

    private static readonly Option<string[]> Translate = new("--translate")
    {
        Description = "Chinese sentences to translate; several may be given. Without it some that were held out.",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<FileInfo> Plot = new("--plot")
    {
        Description = "Where the plot of the attention goes.",
        DefaultValueFactory = _ => new FileInfo("translation-attention.png"),
    };

    private static readonly Option<int> Beam = new("--beam") { Description = "Width of the beam search.", DefaultValueFactory = _ => 5 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Of the initial weights, the order of the pairs and the choice of those held out.", DefaultValueFactory = _ => 42 };
    private static readonly Option<int> Epochs = new("--epochs") { Description = "How often to go through the pairs, at most.", DefaultValueFactory = _ => 30 };
    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = $"{TranslationOptions.QuickEpochs} epochs over {TranslationOptions.QuickPairs} pairs: to see it work, not to see it good.",
    };

    static TranslationCommand()
    {
        Data.ExistingFile();
        Plot.WritableFile();
        Beam.AtLeast(1);
        Seed.AtLeast(0);
        Epochs.AtLeast(1);
    }

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var command = new RootCommand("Trains a translator from Chinese to English on pairs of short sentences, and translates with it.")
        {
            Data, Save, Translate, Plot, Beam, Seed, Epochs, Quick,
        };
        command.SetAction(arguments => new TranslationRun(Options(arguments), output).Run());
        return command.Run(args, output, error);
    }

    private static TranslationOptions Options(ParseResult arguments) => new()
    {
        Data = arguments.GetValue(Data),
        Save = arguments.GetRequiredValue(Save),
        Translate = arguments.GetRequiredValue(Translate),
        Plot = arguments.GetRequiredValue(Plot),
        Beam = arguments.GetRequiredValue(Beam),
        Seed = arguments.GetRequiredValue(Seed),
        Epochs = arguments.GetRequiredValue(Epochs),
        Quick = arguments.GetValue(Quick),
    };
}

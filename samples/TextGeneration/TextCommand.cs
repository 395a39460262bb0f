using System.CommandLine;

namespace TextGeneration;

/// <summary>The command line: options and their checks.</summary>
internal static class TextCommand
{
    private static readonly Option<FileInfo?> Data = new("--data") { Description = "A text to learn from; its last tenth is held out." };
    private static readonly Option<FileInfo?> Model = new("--model") { Description = "A model that was saved, to be used instead of training one." };
    private static readonly Option<FileInfo> Save = new("--save")
    {
        Description = "Where the trained model goes, as a safetensors file; its characters go beside it.",
        DefaultValueFactory = _ => new FileInfo("text.safetensors"),
    };

    private static readonly Option<int> Epochs = new("--epochs") { Description = "How often to read the text.", DefaultValueFactory = _ => 10 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Of the weights, dropout and what is written.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = $"One epoch over {TextOptions.QuickCharacters} characters: to see it work, not to see it good.",
    };

    private static readonly Option<string> Beginning = new("--beginning") { Description = "What the text that is written begins with.", DefaultValueFactory = _ => "\n" };
    private static readonly Option<int> Length = new("--length") { Description = "Characters to write.", DefaultValueFactory = _ => 600 };
    private static readonly Option<double> Temperature = new("--temperature")
    {
        Description = "Below 1 for what is sure, above 1 for what is bold, 0 for the most probable character every time.",
        DefaultValueFactory = _ => 0.8,
    };

    private static readonly Option<int> TopK = new("--top-k") { Description = "Draw among so many of the most probable characters; 0 for all." };
    private static readonly Option<double> TopP = new("--top-p") { Description = "Draw among the most probable characters that have this share together.", DefaultValueFactory = _ => 1.0 };

    static TextCommand()
    {
        Data.ExistingFile();
        Model.ExistingFile();
        Save.WritableFile();
        Epochs.AtLeast(1);
        Seed.AtLeast(0);
        Beginning.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Length == 0)) result.AddError("--beginning has at least one character.");
        });
        Length.AtLeast(1);
        Temperature.AtLeast(0.0);
        TopK.AtLeast(0);
        TopP.Fits<double>(value => value is > 0 and <= 1, "is above 0 and at most 1");
    }

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var command = new RootCommand("Learns to write from a text, character by character, and writes.")
        {
            Data, Model, Save, Epochs, Seed, Quick, Beginning, Length, Temperature, TopK, TopP,
        };
        command.SetAction(arguments => new TextRun(Options(arguments), output).Run());

        // What the library refuses, such as the characters of another model, it says in words for the user, too.
        return command.Run(args, output, error, isMistake: wrong => wrong is ArgumentException);
    }

    private static TextOptions Options(ParseResult arguments) => new()
    {
        Data = arguments.GetValue(Data),
        Model = arguments.GetValue(Model),
        Save = arguments.GetRequiredValue(Save),
        Epochs = arguments.GetRequiredValue(Epochs),
        Seed = arguments.GetRequiredValue(Seed),
        Quick = arguments.GetValue(Quick),
        Beginning = arguments.GetRequiredValue(Beginning),
        Length = arguments.GetRequiredValue(Length),
        Temperature = arguments.GetRequiredValue(Temperature),
        TopK = arguments.GetValue(TopK),
        TopP = arguments.GetRequiredValue(TopP),
    };
}

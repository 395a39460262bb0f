using System.CommandLine;
using System.CommandLine.Parsing;

namespace TextGeneration;

/// <summary>The command line: options, their checks, and errors as one line on the error stream.</summary>
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
        Check<int>(Epochs, value => value >= 1, "is at least 1");
        Check<int>(Seed, value => value >= 0, "is at least 0");
        Check<int>(Length, value => value >= 1, "is at least 1");
        Check<int>(TopK, value => value >= 0, "is at least 0");
        Check<double>(Temperature, value => double.IsFinite(value) && value >= 0, "is at least 0");
        Check<double>(TopP, value => value is > 0 and <= 1, "is above 0 and at most 1");
        Beginning.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.Length == 0)) result.AddError("--beginning has at least one character.");
        });
        Save.Validators.Add(result =>
        {
            foreach (Token token in result.Tokens)
            {
                if (Path.GetDirectoryName(Path.GetFullPath(token.Value)) is { } folder && !Directory.Exists(folder))
                {
                    result.AddError($"--save: there is no folder '{folder}'.");
                }
            }
        });
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
        ParseResult arguments = command.Parse(args);
        foreach (string message in arguments.Errors.Select(wrong => wrong.Message).Distinct())
        {
            error.WriteLine(message);
        }

        if (arguments.Errors.Count > 0)
        {
            return 1;
        }

        try
        {
            return arguments.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }
        catch (Exception wrong) when (wrong is UserError or ArgumentException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(wrong.Message);
            return 1;
        }
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

    private static void Check<T>(Option<T> option, Func<T, bool> fits, string rule)
        where T : IParsable<T> => option.Validators.Add(result =>
    {
        foreach (Token token in result.Tokens)
        {
            if (T.TryParse(token.Value, System.Globalization.CultureInfo.InvariantCulture, out T? value) && !fits(value))
            {
                result.AddError($"{option.Name} {rule}; it was {token.Value}.");
            }
        }
    });
}

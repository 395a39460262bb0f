using System.CommandLine;

namespace MovingShapes;

/// <summary>The command line: options, their checks, and errors as one line on the error stream.</summary>
internal static class ShapesCommand
{
    private static readonly Option<int> Videos = new("--videos") { Description = "Videos to train with.", DefaultValueFactory = _ => 8_000 };
    private static readonly Option<int> Epochs = new("--epochs") { Description = "How often to go through them.", DefaultValueFactory = _ => 20 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Of the videos, the initial weights and the order of training.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> Quick = new("--quick") { Description = "2,000 videos, 15 epochs: some seconds, and less accurate." };
    private static readonly Option<FileInfo> Plot = new("--plot")
    {
        Description = "Where the picture of frames and results goes.",
        DefaultValueFactory = _ => new FileInfo("moving-shapes.png"),
    };

    private static readonly Option<FileInfo> Save = new("--save")
    {
        Description = "Where the trained model goes.",
        DefaultValueFactory = _ => new FileInfo("moving-shapes.safetensors"),
    };

    static ShapesCommand()
    {
        AtLeast(Videos, VideoSet.Movements);
        AtLeast(Epochs, 1);
        AtLeast(Seed, 0);
        InExistingFolder(Plot);
        InExistingFolder(Save);
    }

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var command = new RootCommand("Tells what shapes do in videos: move left, right, up, down, or rotate.") { Videos, Epochs, Seed, Quick, Plot, Save };
        command.SetAction(arguments => new ShapesRun(Options(arguments), output).Run());
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
        catch (UserError wrong)
        {
            error.WriteLine(wrong.Message);
            return 1;
        }
    }

    private static ShapesOptions Options(ParseResult arguments)
    {
        bool quick = arguments.GetValue(Quick);
        return new()
        {
            Videos = quick ? 2_000 : arguments.GetRequiredValue(Videos),
            Epochs = quick ? 15 : arguments.GetRequiredValue(Epochs),
            Seed = arguments.GetRequiredValue(Seed),
            Plot = arguments.GetRequiredValue(Plot),
            Save = arguments.GetRequiredValue(Save),
        };
    }

    private static void AtLeast(Option<int> option, int minimum) => option.Validators.Add(result =>
    {
        foreach (string token in result.Tokens.Select(token => token.Value))
        {
            if (int.TryParse(token, out int value) && value < minimum)
            {
                result.AddError($"{option.Name} is at least {minimum}; it was {value}.");
            }
        }
    });

    private static void InExistingFolder(Option<FileInfo> option) => option.Validators.Add(result =>
    {
        foreach (string token in result.Tokens.Select(token => token.Value))
        {
            if (Path.GetDirectoryName(Path.GetFullPath(token)) is { } folder && !Directory.Exists(folder))
            {
                result.AddError($"{option.Name}: there is no folder '{folder}'.");
            }
        }
    });
}

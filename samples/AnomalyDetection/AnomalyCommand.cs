using System.CommandLine;

namespace AnomalyDetection;

/// <summary>The command line: options, their checks, and errors as one line on the error stream.</summary>
internal static class AnomalyCommand
{
    private const int UsualEpochs = 30;
    private const int QuickEpochs = 2;

    private static readonly Option<FileInfo> Data = new("--data")
    {
        Description = "A CSV file with the columns timestamp and value, a row each half hour, oldest first.",
        Required = true,
    };

    private static readonly Option<FileInfo?> Labels = new("--labels")
    {
        Description = "The labelled windows, as JSON of the Numenta Anomaly Benchmark; nab-windows.json beside the data if left out.",
    };

    private static readonly Option<int> TrainingDays = new("--train")
    {
        Description = "Days, from the first on, to train on.",
        DefaultValueFactory = _ => 75,
    };

    private static readonly Option<int> QuietDays = new("--quiet")
    {
        Description = "Days after them that are taken as ordinary: their largest score is the threshold.",
        DefaultValueFactory = _ => 30,
    };

    private static readonly Option<int?> Epochs = new("--epochs") { Description = $"How often to go through the training windows, at most; {UsualEpochs}." };
    private static readonly Option<int> Seed = new("--seed") { Description = "Of the initial weights and the order of the windows.", DefaultValueFactory = _ => 42 };
    private static readonly Option<FileInfo> Plot = new("--plot")
    {
        Description = "Where the plot goes.",
        DefaultValueFactory = _ => new FileInfo("anomaly-detection.png"),
    };

    private static readonly Option<FileInfo> Save = new("--save")
    {
        Description = "Where the trained model goes, as a safetensors file; it is loaded from there to watch the rest.",
        DefaultValueFactory = _ => new FileInfo("anomaly-detection.safetensors"),
    };

    private static readonly Option<bool> Quick = new("--quick") { Description = $"{QuickEpochs} epochs: to see it work, not to see it good." };

    static AnomalyCommand()
    {
        AtLeast(TrainingDays, 14);
        AtLeast(QuietDays, 2);
        AtLeast(Epochs, 1);
        AtLeast(Seed, 0);
        InExistingFolder(Plot);
        InExistingFolder(Save);
    }

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var command = new RootCommand("Learns the ordinary days of a half-hourly series and raises an alarm where others come.")
        {
            Data, Labels, TrainingDays, QuietDays, Epochs, Seed, Plot, Save, Quick,
        };
        command.SetAction(arguments => new AnomalyRun(Options(arguments), output).Run());
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
        catch (Exception wrong) when (wrong is UserError or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(wrong.Message);
            return 1;
        }
    }

    private static AnomalyOptions Options(ParseResult arguments)
    {
        FileInfo data = arguments.GetRequiredValue(Data);
        return new()
        {
            Data = data,
            Labels = arguments.GetValue(Labels) ?? new FileInfo(Path.Combine(data.DirectoryName ?? ".", "nab-windows.json")),
            TrainingDays = arguments.GetRequiredValue(TrainingDays),
            QuietDays = arguments.GetRequiredValue(QuietDays),
            Epochs = arguments.GetValue(Epochs) ?? (arguments.GetValue(Quick) ? QuickEpochs : UsualEpochs),
            Seed = arguments.GetRequiredValue(Seed),
            Plot = arguments.GetRequiredValue(Plot),
            Save = arguments.GetRequiredValue(Save),
        };
    }

    private static void AtLeast(Option option, int minimum) => option.Validators.Add(result =>
    {
        foreach (string token in result.Tokens.Select(token => token.Value))
        {
            if (int.TryParse(token, out int value) && value < minimum)
            {
                result.AddError($"{option.Name} is at least {minimum}; it was {value}.");
            }
        }
    });

    private static void InExistingFolder(Option option) => option.Validators.Add(result =>
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

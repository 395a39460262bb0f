using System.CommandLine;

namespace AnomalyDetection;

/// <summary>The command line: options and their checks.</summary>
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
        Data.ExistingFile();
        Labels.ExistingFile();
        TrainingDays.AtLeast(14);
        QuietDays.AtLeast(2);
        Epochs.AtLeast(1);
        Seed.AtLeast(0);
        Plot.WritableFile();
        Save.WritableFile();
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
        return command.Run(args, output, error);
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
}

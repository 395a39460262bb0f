using System.CommandLine;

namespace SeriesForecast;

/// <summary>The command line: options and their checks.</summary>
internal static class SeriesCommand
{
    private static readonly Option<FileInfo> Data = new("--data") { Description = "A CSV file with a header, oldest row first.", Required = true };
    private static readonly Option<string> Column = new("--column") { Description = "The column to forecast.", Required = true };
    private static readonly Option<int[]> Period = new("--period")
    {
        Description = "Rows of one season, such as 12 for months or 365 for days; several may be given. Without it the period is looked for.",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int> Test = new("--test") { Description = "Rows at the end to forecast, which training never sees.", Required = true };
    private static readonly Option<int?> Horizon = new("--horizon") { Description = "Rows to forecast from each origin. The period suggests it." };
    private static readonly Option<FileInfo> Plot = new("--plot")
    {
        Description = "Where the plot goes.",
        DefaultValueFactory = _ => new FileInfo("series-forecast.png"),
    };

    private static readonly Option<FileInfo?> Save = new("--save") { Description = "Where the trained model goes, as a safetensors file." };
    private static readonly Option<int> Seed = new("--seed") { Description = "Of the initial weights and the order of the windows.", DefaultValueFactory = _ => 42 };
    private static readonly Option<int?> Epochs = new("--epochs") { Description = "How often to go through the training windows, at most." };
    private static readonly Option<bool> Quick = new("--quick") { Description = $"{SeriesOptions.QuickEpochs} epochs: to see it work, not to see it good." };

    static SeriesCommand()
    {
        Data.ExistingFile();
        Period.AtLeast(2);
        Test.AtLeast(1);
        Horizon.AtLeast(1);
        Plot.WritableFile();
        Save.WritableFile();
        Seed.AtLeast(0);
        Epochs.AtLeast(1);
    }

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var command = new RootCommand("Trains an LSTM on a series and backtests it over the end of that series.")
        {
            Data, Column, Period, Test, Horizon, Plot, Save, Seed, Epochs, Quick,
        };
        command.SetAction(arguments => new SeriesRun(Options(arguments), output).Run());

        // What the library refuses (a spread beyond the range of a float) it says in words for the user, too.
        return command.Run(args, output, error, isMistake: wrong => wrong is ArgumentException);
    }

    private static SeriesOptions Options(ParseResult arguments) => new()
    {
        Data = arguments.GetRequiredValue(Data),
        Column = arguments.GetRequiredValue(Column),
        Periods = [.. arguments.GetRequiredValue(Period).Distinct().Order()],
        Test = arguments.GetRequiredValue(Test),
        Horizon = arguments.GetValue(Horizon),
        Plot = arguments.GetRequiredValue(Plot),
        Save = arguments.GetValue(Save),
        Seed = arguments.GetRequiredValue(Seed),
        Epochs = arguments.GetValue(Epochs),
        Quick = arguments.GetValue(Quick),
    };
}

using System.CommandLine;

namespace SeriesForecast;

/// <summary>The command line: options, their checks, and errors as one line on the error stream.</summary>
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
        AtLeast(Period, 2);
        AtLeast(Test, 1);
        AtLeast(Horizon, 1);
        AtLeast(Epochs, 1);
        AtLeast(Seed, 0);
        InExistingFolder(Plot);
        InExistingFolder(Save);
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
        catch (Exception wrong) when (wrong is UserError or ArgumentException)
        {
            // What the library refuses (a spread beyond the range of a float) it says in words for the user, too.
            error.WriteLine(wrong.Message);
            return 1;
        }
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

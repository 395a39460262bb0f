using System.CommandLine;

namespace Tuning;

/// <summary>The command line: options and their checks.</summary>
internal static class TuningCommand
{
    private static readonly Option<FileInfo?> Csv = new("--csv") { Description = "A CSV file with a header, oldest row first. Without it a series made in the program is taken." };
    private static readonly Option<string?> Column = new("--column") { Description = "The column of the file to forecast." };
    private static readonly Option<int> Horizon = new("--horizon") { Description = "Steps to forecast at once.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int?> Validation = new("--validation") { Description = "Rows before the test that decide which trial wins. Default: 15 % of the series." };
    private static readonly Option<int?> Test = new("--test") { Description = "Rows at the end that no trial sees. Default: 15 % of the series." };
    private static readonly Option<int> Trials = new("--trials") { Description = "Trials; the first is what the library advises.", DefaultValueFactory = _ => 40 };
    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "Time limit of the search: then no trial begins, and those in progress end.",
        DefaultValueFactory = _ => 120,
    };

    private static readonly Option<int> Epochs = new("--epochs") { Description = "Epochs of one trial, at most.", DefaultValueFactory = _ => 60 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Seed of the draws, the initial weights and the order of the windows.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "Trials in progress at a time, each on one thread. The winner is the same with any number. Default: the number of cores.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private static readonly Option<FileInfo> Plot = new("--plot") { Description = "Where the plot goes.", DefaultValueFactory = _ => new FileInfo("tuning.png") };

    static TuningCommand()
    {
        Csv.ExistingFile();
        Horizon.AtLeast(1);
        Validation.AtLeast(1);
        Test.AtLeast(1);
        Trials.AtLeast(1);
        Seconds.Fits<double>(value => value > 0 && value <= MostSeconds, $"is above 0 and at most {MostSeconds}");
        Epochs.AtLeast(1);
        Seed.AtLeast(0);
        Threads.AtLeast(1);
        Plot.WritableFile();
    }

    /// <summary>Four weeks: more than a timer takes would be no limit at all.</summary>
    private const int MostSeconds = 28 * 24 * 3600;

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var command = new RootCommand("Searches the hyper-parameters of a recurrent network that forecasts a series.")
        {
            Csv, Column, Horizon, Validation, Test, Trials, Seconds, Epochs, Seed, Threads, Plot,
        };
        command.Validators.Add(result =>
        {
            bool file = result.GetResult(Csv) is not null;
            if (file != (result.GetResult(Column) is not null))
            {
                result.AddError(file ? "--csv asks for --column, the name of the column to forecast." : "--column asks for --csv, the file with that column.");
            }
        });
        command.SetAction(arguments => new TuningRun(Options(arguments), output).Run());

        // What the library refuses (a spread beyond the range of a float) it says in words for the user, too.
        return command.Run(args, output, error, isMistake: wrong => wrong is ArgumentException);
    }

    private static TuningOptions Options(ParseResult arguments) => new()
    {
        Csv = arguments.GetValue(Csv),
        Column = arguments.GetValue(Column),
        Horizon = arguments.GetRequiredValue(Horizon),
        Validation = arguments.GetValue(Validation),
        Test = arguments.GetValue(Test),
        Trials = arguments.GetRequiredValue(Trials),
        Seconds = arguments.GetRequiredValue(Seconds),
        Epochs = arguments.GetRequiredValue(Epochs),
        Seed = arguments.GetRequiredValue(Seed),
        Threads = arguments.GetRequiredValue(Threads),
        Plot = arguments.GetRequiredValue(Plot),
    };
}

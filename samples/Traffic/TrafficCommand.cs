using System.CommandLine;

namespace Traffic;

/// <summary>The command line: options and their checks.</summary>
internal static class TrafficCommand
{
    private static readonly Option<FileInfo> Published = new("--published")
    {
        Description = "The published network's own file (model/lstm.h5 of xiaochus/TrafficFlowPrediction). Where it is not there, its figures are left out of the tables by level.",
        DefaultValueFactory = _ => new FileInfo(Path.Combine("..", "shared", "data", "models", "keras21-lstm.h5")),
    };

    static TrafficCommand() => Published.ExistingFile();

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error) =>
        new PaperCommand("Forecasts traffic five minutes ahead, beside published figures.", "traffic", $"{PemsData.TrainFile} and {PemsData.TestFile}", Published)
            .Run(args, output, error, (options, arguments) => new TrafficRun(options, arguments.GetRequiredValue(Published), output).Run());
}

namespace Turbofan;

/// <summary>The command line.</summary>
internal static class TurbofanCommand
{
    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error) =>
        new PaperCommand("Foretells the remaining life of jet engines, with intervals, beside published figures.", "turbofan", $"{Engines.TrainFile}, {Engines.TestFile} and {Engines.LivesFile}")
            .Run(args, output, error, (options, _) => new TurbofanRun(options, output).Run());
}

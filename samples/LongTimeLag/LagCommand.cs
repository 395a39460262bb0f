using System.CommandLine;

namespace LongTimeLag;

/// <summary>The command line: options and their checks.</summary>
internal static class LagCommand
{
    private static readonly string s_names = string.Join(", ", LagTasks.All.Select(task => task.Name));

    private static readonly Option<string[]> Task = new("--task")
    {
        Description = $"Which tasks; several may be given. Without it all of them: {s_names}.",
        DefaultValueFactory = _ => [],
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<int> Seeds = new("--seeds") { Description = "Trials of each task, each from its own seed.", DefaultValueFactory = _ => 5 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Of the first trial; the others count on from it.", DefaultValueFactory = _ => 1 };
    private static readonly Option<bool> Quick = new("--quick") { Description = "One trial of each task, and none of those that take minutes." };
    private static readonly Option<FileInfo> Plot = new("--plot")
    {
        Description = "Where the plot of the learning curves goes.",
        DefaultValueFactory = _ => new FileInfo("long-time-lag.png"),
    };

    private static readonly Option<DirectoryInfo?> Save = new("--save") { Description = "A folder for the trained models of the first trials, as safetensors files." };

    static LagCommand()
    {
        Task.Validators.Add(result =>
        {
            foreach (string token in result.Tokens.Select(token => token.Value).Where(token => LagTasks.All.All(task => task.Name != token)))
            {
                result.AddError($"--task: there is no task '{token}'. The tasks are: {s_names}.");
            }
        });
        Seeds.AtLeast(1);
        Seed.AtLeast(0);
        Plot.WritableFile();
        Save.WritableFolder();
    }

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream or where a trial failed.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var command = new RootCommand("Learns the tasks of Hochreiter & Schmidhuber (1997) by their own criteria, and compares with their figures.")
        {
            Task, Seeds, Seed, Quick, Plot, Save,
        };
        command.SetAction(arguments => new LagRun(Options(arguments), output).Run());
        return command.Run(args, output, error);
    }

    private static LagOptions Options(ParseResult arguments)
    {
        string[] names = arguments.GetRequiredValue(Task);
        bool quick = arguments.GetValue(Quick);
        return new()
        {
            Tasks = [.. LagTasks.All.Where(task => names.Length > 0 ? names.Contains(task.Name) : task.IsQuick || !quick)],
            Seeds = quick ? 1 : arguments.GetRequiredValue(Seeds),
            Seed = arguments.GetRequiredValue(Seed),
            Plot = arguments.GetRequiredValue(Plot),
            Save = arguments.GetValue(Save),
        };
    }
}

using System.CommandLine;

namespace VideoActions;

/// <summary>The command line: options and their checks.</summary>
internal static class ActionsCommand
{
    /// <summary>What can be trained for.</summary>
    public static readonly string[] Tasks = ["fight", "fingers", "motions"];

    private static readonly Argument<string> Task = new("task")
    {
        Description = "fight: is there one in the clip of a camera; fingers: what a finger tip does; motions: what somebody with a watch does.",
        DefaultValueFactory = _ => Tasks[1],
    };

    private static readonly Option<DirectoryInfo> Data = new("--data") { Description = "The folder of the clips, the finger's positions and the watch's measurements.", Required = true };
    private static readonly Option<FileInfo> Save = new("--save") { Description = "Where the trained model goes.", DefaultValueFactory = _ => new FileInfo("actions.safetensors") };
    private static readonly Option<FileInfo> Plot = new("--plot") { Description = "Where the picture goes.", DefaultValueFactory = _ => new FileInfo("actions.png") };
    private static readonly Option<FileInfo?> Results = new("--results") { Description = "A CSV file that the outcomes are added to." };
    private static readonly Option<int> Seed = new("--seed") { Description = "Of the initial weights, the order of training and what is varied.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Seeds = new("--seeds") { Description = "Trainings, each with the next seed.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int?> Epochs = new("--epochs") { Description = "How long to train, if not as long as the task does." };
    private static readonly Option<bool> Quick = new("--quick") { Description = "A short time, and one of five folds: to see it work, not to see it good." };

    static ActionsCommand()
    {
        Task.NoOptions();
        Task.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(token => !token.Value.StartsWith("--", StringComparison.Ordinal) && !Tasks.Contains(token.Value)) is { } wrong)
            {
                result.AddError($"There is no task '{wrong.Value}'; there are {string.Join(", ", Tasks)}.");
            }
        });
        Data.ExistingFolder();
        Save.WritableFile();
        Plot.WritableFile();
        Results.WritableFile();
        Seed.AtLeast(1);
        Seeds.AtLeast(1);
        Epochs.AtLeast(1);
    }

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var command = new RootCommand("Trains LSTMs to tell what is done: in clips of cameras, by a finger tip, by a wrist.") { Task, Data, Save, Plot, Results, Seed, Seeds, Epochs, Quick };
        command.SetAction(arguments => new ActionsRun(Options(arguments), output).Run());
        return command.Run(args, output, error);
    }

    private static ActionsOptions Options(ParseResult arguments) => new()
    {
        Task = arguments.GetRequiredValue(Task),
        Data = arguments.GetRequiredValue(Data),
        Save = arguments.GetRequiredValue(Save),
        Plot = arguments.GetRequiredValue(Plot),
        Results = arguments.GetValue(Results),
        Seed = arguments.GetRequiredValue(Seed),
        Seeds = arguments.GetRequiredValue(Seeds),
        Epochs = arguments.GetValue(Epochs),
        Quick = arguments.GetValue(Quick),
    };
}

using System.CommandLine;

namespace MovingShapes;

/// <summary>The command line: options and their checks.</summary>
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
        Videos.AtLeast(VideoSet.Movements);
        Epochs.AtLeast(1);
        Seed.AtLeast(0);
        Plot.WritableFile();
        Save.WritableFile();
    }

    /// <summary>Runs the program.</summary>
    /// <returns>The exit code: 0, or 1 after a message on the error stream.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var command = new RootCommand("Tells what shapes do in videos: move left, right, up, down, or rotate.") { Videos, Epochs, Seed, Quick, Plot, Save };
        command.SetAction(arguments => new ShapesRun(Options(arguments), output).Run());
        return command.Run(args, output, error);
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
}

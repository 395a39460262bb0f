using System.Globalization;
using LstmGen;
using LstmGen.Metrics;
using Spectre.Console;

namespace MovingShapes;

/// <summary>Training, saving, and what the saved model says of videos it has not seen: whole, backwards, and frame by frame.</summary>
internal sealed class ShapesRun(ShapesOptions options, TextWriter output)
{
    /// <summary>Fresh videos to test with.</summary>
    public const int TestVideos = 1_000;

    private static readonly string[] s_names = [.. Enum.GetNames<Movement>().Select(name => name.ToLowerInvariant())];

    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

    public int Run()
    {
        // The videos of the test come from a stream of their own: none is in training.
        var training = new VideoSet(options.Videos, options.Seed, stream: 1);
        var test = new VideoSet(TestVideos, options.Seed, stream: 2);
        Train(training.ToWindows());

        var model = new MovementModel(seed: 0);
        model.Load(options.Save.FullName);
        int[] answers = Classify(model, test.Frames);
        var confusion = ConfusionMatrix.Of(test.Classes, answers, VideoSet.Movements, s_names);
        output.WriteLine($"{TestVideos:N0} fresh videos: {Percent(confusion.Accuracy)} right.");
        _console.Write(ConfusionTable.Of(confusion, s_names));
        output.WriteLine($"Played backwards: {Percent(AccuracyBackwards(model, test))} of the opposite movements right.");
        output.WriteLine($"By how many frames it has seen: {string.Join(", ", AccuracyByFrame(model, test).Index().Select(frame => $"{frame.Index + 1}: {Percent(frame.Item)}"))}");

        ResultPicture.Save(options.Plot, test, answers, confusion, s_names);
        output.WriteLine($"Model: {options.Save.FullName}");
        output.WriteLine($"Picture: {options.Plot.FullName}");
        return 0;
    }

    private void Train(WindowDataset windows)
    {
        var model = new MovementModel(options.Seed);
        FitReport report = TrainingProgress.Show(_console, options.Epochs, progress => model.Fit(windows, new FitOptions
        {
            Epochs = options.Epochs,
            LearningRate = 0.003,
            Schedule = new CosineDecay { Epochs = options.Epochs },
            Clipping = GradientClipping.ByGlobalNorm(1),
            Progress = progress,
        }));
        output.WriteLine($"{windows.Count:N0} videos, {model.Parameters.Count:N0} weights. {report}");
        model.Save(options.Save.FullName);
    }

    /// <summary>The likeliest movement in each video.</summary>
    internal static int[] Classify(MovementModel model, ReadOnlySpan<float> frames)
    {
        float[] probabilities = new float[frames.Length / Video.Size * VideoSet.Movements];
        model.PredictBatch(frames, probabilities);
        return [.. probabilities.Chunk(VideoSet.Movements).Select(Best)];
    }

    /// <summary>What goes left goes right when it is played backwards; what rotates still does.</summary>
    internal static double AccuracyBackwards(MovementModel model, VideoSet set) =>
        Classify(model, set.Reversed()).Zip(set.Videos, (answer, video) => answer == (int)Opposite(video.Movement) ? 1.0 : 0.0).Average();

    /// <summary>A stream: after every frame, the share of videos that it would get right.</summary>
    internal static double[] AccuracyByFrame(MovementModel model, VideoSet set)
    {
        double[] right = new double[Video.Frames];
        float[] probabilities = new float[VideoSet.Movements];
        for (int video = 0; video < set.Videos.Count; video++)
        {
            MovementModel.State state = default;
            for (int t = 0; t < Video.Frames; t++)
            {
                model.Step(ref state, set[video].Slice(t * Video.Side * Video.Side, Video.Side * Video.Side), probabilities);
                right[t] += Best(probabilities) == (int)set.Videos[video].Movement ? 1.0 / set.Videos.Count : 0;
            }
        }

        return right;
    }

    private static int Best(float[] probabilities) => Array.IndexOf(probabilities, probabilities.Max());

    private static Movement Opposite(Movement movement) => movement switch
    {
        Movement.Left => Movement.Right,
        Movement.Right => Movement.Left,
        Movement.Up => Movement.Down,
        Movement.Down => Movement.Up,
        _ => movement,
    };

    private static string Percent(double share) => (100 * share).ToString("F1", CultureInfo.InvariantCulture) + " %";
}

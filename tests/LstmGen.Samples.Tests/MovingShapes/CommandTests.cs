using MovingShapes;

namespace LstmGen.Samples.Tests.MovingShapes;

/// <summary>The sample as its user meets it: arguments in, text and an exit code out.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-shapes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--videos 4", "--videos is at least 5; it was 4.")]
    [InlineData("--epochs 0", "--epochs is at least 1; it was 0.")]
    [InlineData("--seed -1", "--seed is at least 0; it was -1.")]
    [InlineData("--plot no/such/folder/plot.png", "--plot: there is no folder")]
    [InlineData("--save no/such/folder/model", "--save: there is no folder")]
    [InlineData("--vidoes 1", "--vidoes")]
    public void A_nonsense_option_is_refused(string options, string message)
    {
        (int code, string output, string error) = Run(options.Split(' '));
        Assert.Equal(1, code);
        Assert.Contains(message, error);
        Assert.DoesNotContain("   at ", output + error);
    }

    [Fact]
    public void A_model_is_trained_saved_used_and_shown()
    {
        (int code, string output, string error) = Run("--quick");
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Matches(@"1,000 fresh videos: \d", output);
        Assert.True(new FileInfo(Path.Combine(_folder, "plot.png")).Length > 10_000);

        // What it says is what the saved model can do; chance is 20 %.
        var test = new VideoSet(ShapesRun.TestVideos, seed: 1, stream: 2);
        var model = new MovementModel(seed: 0);
        model.Load(Path.Combine(_folder, "model.safetensors"));
        double accuracy = ShapesRun.Classify(model, test.Frames).Zip(test.Classes, (said, shown) => said == shown ? 1.0 : 0.0).Average();
        Assert.InRange(accuracy, 0.95, 1);
        Assert.Contains($"{(100 * accuracy).ToString("F1", System.Globalization.CultureInfo.InvariantCulture)} % right", output);

        // It looks at the movement, not at single frames; and frame by frame it says the same as of whole videos.
        double[] byFrame = ShapesRun.AccuracyByFrame(model, test);
        Assert.InRange(byFrame[0], 0.1, 0.35);
        Assert.Equal(accuracy, byFrame[^1], 1e-9);
        Assert.InRange(ShapesRun.AccuracyBackwards(model, test), 0.95, 1);
    }

    private (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] files =
        [
            .. args.Contains("--plot") ? [] : new[] { "--plot", Path.Combine(_folder, "plot.png") },
            .. args.Contains("--save") ? [] : new[] { "--save", Path.Combine(_folder, "model.safetensors") },
        ];
        return (ShapesCommand.Run([.. args, .. files], output, error), output.ToString(), error.ToString());
    }
}

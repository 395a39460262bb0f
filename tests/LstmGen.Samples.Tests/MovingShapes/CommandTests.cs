using MovingShapes;

namespace LstmGen.Samples.Tests.MovingShapes;

/// <summary>The sample as its user meets it: arguments in, text and an exit code out.</summary>
public sealed class CommandTests : SampleTests
{
    protected override (string Option, string Name)[] Files => [("--plot", "plot.png"), ("--save", "model.safetensors")];

    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => ShapesCommand.Run(args, output, error);

    [Theory]
    [InlineData("--videos 4", "--videos is at least 5; it was 4.")]
    [InlineData("--epochs 0", "--epochs is at least 1; it was 0.")]
    [InlineData("--seed -1", "--seed is at least 0; it was -1.")]
    [InlineData("--plot no/such/folder/plot.png", "--plot: there is no folder")]
    [InlineData("--save no/such/folder/model", "--save: there is no folder")]
    [InlineData("--vidoes=1", "--vidoes")]
    public void A_nonsense_option_is_refused(string options, string message) => Refused(message, options.Split(' '));

    [Fact]
    public void A_model_is_trained_saved_used_and_shown()
    {
        string output = Accepted("--quick");
        Assert.Matches(@"1,000 fresh videos: \d", output);
        Assert.True(new FileInfo(PathOf("plot.png")).Length > 10_000);

        // What it says is what the saved model can do; chance is 20 %.
        var test = new VideoSet(ShapesRun.TestVideos, seed: 1, stream: 2);
        var model = new MovementModel(seed: 0);
        model.Load(PathOf("model.safetensors"));
        double accuracy = ShapesRun.Classify(model, test.Frames).Zip(test.Classes, (said, shown) => said == shown ? 1.0 : 0.0).Average();
        Assert.InRange(accuracy, 0.95, 1);
        Assert.Contains($"{(100 * accuracy).ToString("F1", System.Globalization.CultureInfo.InvariantCulture)} % right", output);

        // It looks at the movement, not at single frames; and frame by frame it says the same as of whole videos.
        double[] byFrame = ShapesRun.AccuracyByFrame(model, test);
        Assert.InRange(byFrame[0], 0.1, 0.35);
        Assert.Equal(accuracy, byFrame[^1], 1e-9);
        Assert.InRange(ShapesRun.AccuracyBackwards(model, test), 0.95, 1);
    }
}

using VideoActions;
using VideoActions.Data;
using VideoActions.Models;
using VideoActions.Results;
using VideoActions.Tasks;

namespace LstmGen.Samples.Tests.VideoActions;

/// <summary>The sample as its user meets it: arguments in, text and an exit code out.</summary>
public sealed class CommandTests : SampleTests
{
    protected override (string Option, string Name)[] Files => [("--plot", "plot.png"), ("--save", "model.safetensors")];

    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => ActionsCommand.Run(args, output, error);

    [Theory]
    [InlineData("--epochs 0", "--epochs is at least 1; it was 0.")]
    [InlineData("--seed 0", "--seed is at least 1; it was 0.")]
    [InlineData("--seeds 0", "--seeds is at least 1; it was 0.")]
    [InlineData("--save no/such/folder/model", "--save: there is no folder")]
    [InlineData("dancing", "There is no task 'dancing'; there are fight, fingers, motions.")]
    [InlineData("--qiuck", "There is no option '--qiuck'.")]
    public void A_nonsense_option_is_refused(string options, string message) => Refused(message, ["--data", Folder, .. options.Split(' ')]);

    [Fact]
    public void A_missing_folder_is_named() => Refused("--data: there is no folder", "--data", PathOf("none"));

    [Theory]
    [InlineData("fight", "fight-index.csv'.")]
    [InlineData("fingers", "finger-point-history.csv'.")]
    [InlineData("motions", "BasicMotions_TRAIN.ts'.")]
    public void A_missing_file_is_named(string task, string file) => Refused(file, task, "--data", Folder);

    [Theory]
    [InlineData("fingers", "finger-point-history.csv", "", "is empty")]
    [InlineData("fingers", "finger-point-history.csv", "1,0.5\n", "line 1: expected a gesture from 0 to 3 and 32 numbers")]
    [InlineData("motions", "BasicMotions_TRAIN.ts", "# prose\n1,2:Walking\n", "expected a line @data")]
    [InlineData("motions", "BasicMotions_TRAIN.ts", "# prose\n@data\n1,2:Walking\n", "line 3: expected 6 channels of 100 numbers")]
    [InlineData("fight", "fight-index.csv", "name\n", "expected a first line of clip,label,source,fold")]
    public void A_bad_file_is_told(string task, string file, string text, string message)
    {
        Write(file, text);
        Refused(message, task, "--data", Folder);
    }

    [Fact]
    public void Pictures_that_are_too_few_are_told()
    {
        Write("fight-index.csv", "clip,label,source,fold\nfi001,1,0,0\n");
        File.WriteAllBytes(PathOf("fight-300x20x36x48.u8"), new byte[100]);
        Refused("expected 1 clips × 20 frames × 36 × 48 = 34560 bytes, and found 100", "fight", "--data", Folder);
        Write("fight-index.csv", "clip,label,source,fold\nfi001,maybe,0,0\n");
        File.WriteAllBytes(PathOf("fight-300x20x36x48.u8"), new byte[FightClip.Size]);
        Refused("line 2: expected clip,label,source,fold with a label of 0 or 1, and found 'fi001,maybe,0,0'", "fight", "--data", Folder);
        Write("fight-index.csv", "clip,label,source,fold\nfi001,1,0,0\n");
        Refused("Expected clips of at least two folds", "fight", "--data", Folder);
    }

    [Fact]
    public void Gestures_are_learnt_and_streamed()
    {
        string output = Accepted("fingers", "--data", SharedData("actions"), "--quick", "--results", PathOf("r.csv"));
        List<Outcome> outcomes = OutcomeFile.Read(new(PathOf("r.csv")));
        Assert.Equal(9, outcomes.Count);
        Assert.Equal(1_324, outcomes.First(outcome => outcome.Split == "at random").Of);
        Assert.InRange(Assert.Single(outcomes, outcome => outcome.Method == "LSTM" && outcome.Split == "at random").Percent, 85, 100);
        Assert.InRange(Assert.Single(outcomes, outcome => outcome.Method == "LSTM live").Percent, 60, 100);
        Assert.Contains("Live: ", output);
        Assert.True(new FileInfo(PathOf("plot.png")).Length > 10_000);
    }

    [Fact]
    public void Motions_are_learnt()
    {
        Accepted("motions", "--data", SharedData("actions"), "--quick", "--results", PathOf("r.csv"));
        List<Outcome> outcomes = OutcomeFile.Read(new(PathOf("r.csv")));
        Assert.All(outcomes, outcome => Assert.Equal(40, outcome.Of));
        Assert.InRange(Assert.Single(outcomes, outcome => outcome.Method == "nearest neighbour").Percent, 45, 80);
        Assert.InRange(Assert.Single(outcomes, outcome => outcome.Method == "Conv1D + LSTM").Percent, 85, 100);
    }

    [Fact]
    public void A_fold_of_clips_is_learnt_and_watched()
    {
        string data = SharedData("actions");
        string output = Accepted("fight", "--data", data, "--quick", "--results", PathOf("r.csv"));
        List<Outcome> outcomes = OutcomeFile.Read(new(PathOf("r.csv")));
        Assert.Equal(300, outcomes.Where(outcome => outcome.Method == "linear on six numbers").Sum(outcome => outcome.Of));
        Assert.Equal(150, outcomes.Where(outcome => outcome.Method == "always fight").Sum(outcome => outcome.Right));
        Outcome network = Assert.Single(outcomes, outcome => outcome.Method == "Conv2D + LSTM");
        Assert.Matches("2: [0-9.]+ %, 5: ", output);
        Assert.True(new FileInfo(PathOf("plot.png")).Length > 10_000);

        // Frame by frame and at once it says the same of every clip.
        var model = new FightModel();
        model.Load(PathOf("model.safetensors"));
        FightClip[] test = [.. FightClips.Read(new(data)).Where(clip => clip.Fold == 0)];
        int right = test.Count(clip =>
        {
            int whole = model.Classify(FightPictures.Of(clip));
            Assert.Equal(whole, FightTask.Watch(model, clip)[^1] >= 0.5 ? 1 : 0);
            return whole == (clip.IsFight ? 1 : 0);
        });
        Assert.Equal(network.Right, right);
    }
}

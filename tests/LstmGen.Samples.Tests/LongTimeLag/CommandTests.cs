using LongTimeLag;

namespace LstmGen.Samples.Tests.LongTimeLag;

/// <summary>The sample as its user meets it: arguments in, text and an exit code out.</summary>
public sealed class CommandTests : SampleTests
{
    protected override (string Option, string Name)[] Files => [("--plot", "plot.png")];

    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => LagCommand.Run(args, output, error);

    [Theory]
    [InlineData("--task subtracting", "there is no task 'subtracting'. The tasks are: reber, adding,")]
    [InlineData("--seeds 0", "--seeds is at least 1; it was 0.")]
    [InlineData("--seed -1", "--seed is at least 0; it was -1.")]
    [InlineData("--seed many", "many")]
    [InlineData("--plot no/such/folder/plot.png", "--plot: there is no folder")]
    [InlineData("--save no/such/folder", "--save: there is no folder")]
    [InlineData("--sead=1", "--sead")]
    public void A_nonsense_option_is_refused(string options, string message) => Refused(message, options.Split(' '));

    [Fact]
    public void Trials_are_run_tabled_plotted_saved_and_used()
    {
        string output = Accepted("--task", "order-2", "order-3", "--seeds", "2", "--seed", "3", "--save", Folder);
        Assert.Contains("31,390", output);
        Assert.Contains("571,100", output);
        Assert.Contains("2 of 2", output);
        Assert.Contains("Every trial met the paper's criterion.", output);
        Assert.Matches("It says [XY], [XY], [XY] with probability [01]", output);
        Assert.True(new FileInfo(PathOf("plot.png")).Length > 1_000);

        LagTask task = LagTasks.All.Single(task => task.Name == "order-2");
        Trial trial = new(task, seed: 3);
        SequenceModel saved = task.Create(seed: 0);
        saved.Load(PathOf("order-2.safetensors"));
        Assert.InRange(trial.CountWrong(saved), 0, 3);
        trial.Run();
        Assert.Equal(trial.Model.Parameters.Values, saved.Parameters.Values);
    }

    [Fact]
    public void The_table_shows_the_median_and_the_range()
    {
        Assert.Equal("1,234", OutcomeTable.Spread([1_234]));
        Assert.Equal("5 (1–9,000)", OutcomeTable.Spread([9_000, 1, 5]));
    }
}

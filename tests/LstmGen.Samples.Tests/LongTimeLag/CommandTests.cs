using LongTimeLag;

namespace LstmGen.Samples.Tests.LongTimeLag;

/// <summary>The sample as its user meets it: arguments in, text and an exit code out.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lstmgen-lag-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--task subtracting", "there is no task 'subtracting'. The tasks are: reber, adding,")]
    [InlineData("--seeds 0", "--seeds is at least 1; it was 0.")]
    [InlineData("--seed -1", "--seed is at least 0; it was -1.")]
    [InlineData("--seed many", "many")]
    [InlineData("--plot no/such/folder/plot.png", "--plot: there is no folder")]
    [InlineData("--save no/such/folder", "--save: there is no folder")]
    [InlineData("--sead 1", "--sead")]
    public void A_nonsense_option_is_refused(string options, string message)
    {
        (int code, string output, string error) = Run(options.Split(' '));
        Assert.Equal(1, code);
        Assert.Contains(message, error);
        Assert.DoesNotContain("   at ", output + error);
    }

    [Fact]
    public void Trials_are_run_tabled_plotted_saved_and_used()
    {
        (int code, string output, string error) = Run("--task", "order-2", "order-3", "--seeds", "2", "--seed", "3", "--save", _folder);
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Contains("31,390", output);
        Assert.Contains("571,100", output);
        Assert.Contains("2 of 2", output);
        Assert.Contains("Every trial met the paper's criterion.", output);
        Assert.Matches("It says [XY], [XY], [XY] with probability [01]", output);
        Assert.True(new FileInfo(Path.Combine(_folder, "plot.png")).Length > 1_000);

        LagTask task = LagTasks.All.Single(task => task.Name == "order-2");
        Trial trial = new(task, seed: 3);
        SequenceModel saved = task.Create(seed: 0);
        saved.Load(Path.Combine(_folder, "order-2.safetensors"));
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

    private (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] plot = args.Contains("--plot") ? [] : ["--plot", Path.Combine(_folder, "plot.png")];
        return (LagCommand.Run([.. args, .. plot], output, error), output.ToString(), error.ToString());
    }
}

extern alias tuning;
using System.Globalization;
using System.Text.RegularExpressions;
using tuning::Tuning;

namespace LstmGen.Samples.Tests;

/// <summary>The search as its user meets it, and its rules one by one.</summary>
public sealed partial class TuningTests : SampleTests
{
    protected override (string Option, string Name)[] Files => [("--plot", "plot.png")];

    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => TuningCommand.Run(args, output, error);

    /// <summary>Eleven trials, so that three are held to the median of the first eight.</summary>
    [Fact]
    public void The_same_seed_finds_the_same_with_any_number_of_threads()
    {
        string[] args = ["--csv", Waves(240), "--column", "y", "--trials", "11", "--epochs", "6", "--seconds", "1000"];
        string[] once = Results(Accepted([.. args, "--seed", "3", "--threads", "1"]));
        Assert.Equal(once, Results(Accepted([.. args, "--seed", "3", "--threads", "2"])));
        Assert.NotEqual(once, Results(Accepted([.. args, "--threads", "2", "--seed", "4"])));
        Assert.Contains(once, line => line.StartsWith("│ seasonal naive (12 before)", StringComparison.Ordinal));
        Assert.Equal("PNG", System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(PathOf("plot.png")), 1, 3));
    }

    /// <summary>The advice is the first trial, and what is printed is a declaration the library takes.</summary>
    [Fact]
    public void One_trial_is_the_advice()
    {
        string output = Accepted("--csv", Waves(240), "--column", "y", "--trials", "1", "--epochs", "2");
        Assert.Contains("1 (advice)", output);
        Assert.Contains("Winner: trial 1, LSTM 32, RMSE", output);
        Assert.Contains(
            """
            [LstmModel(LookBack = 24, Scaling = Scaling.MinMax)]
            [Lstm(32)]
            [Dense(1)]
            public sealed partial class TunedModel;

            """.ReplaceLineEndings("\n"),
            output);
        Assert.Contains("lookBack: 24)", output);
    }

    [Fact]
    public void Several_steps_are_forecast_at_once()
    {
        string output = Accepted("--csv", Waves(240), "--column", "y", "--trials", "2", "--epochs", "1", "--horizon", "3");
        Assert.Contains("[Dense(3)]", output);
        Assert.Contains("horizon: 3)", output);
    }

    /// <summary>A random walk, of which the last value is the best forecast.</summary>
    [Fact]
    public void A_winner_that_is_no_better_than_naive_is_called_so()
    {
        var random = new Numerics.RandomSource(seed: 1);
        double place = 0;
        string walk = Write("walk.csv", "y\n" + string.Join('\n', Enumerable.Range(0, 200).Select(_ => (place += random.NextNormal()).ToString("F4", CultureInfo.InvariantCulture))));
        Assert.Contains("no better than what takes no training", Accepted("--csv", walk, "--column", "y", "--trials", "1", "--epochs", "1"));
        Assert.DoesNotContain("no better than what takes no training", Accepted("--csv", Waves(240), "--column", "y", "--trials", "1", "--epochs", "60"));
    }

    /// <summary>Neither the choice nor the weights know of the last rows: only what is said of the test changes.</summary>
    [Fact]
    public void What_comes_in_the_test_has_no_say_in_the_choice()
    {
        string[] lines = File.ReadAllLines(Waves(240));
        string other = Write("other.csv", string.Join('\n', lines.Take(lines.Length - 30).Concat(lines.TakeLast(30).Select(_ => "77"))));
        string[] args = ["--column", "y", "--trials", "3", "--epochs", "3", "--test", "30", "--csv"];
        string[] one = Results(Accepted([.. args, Waves(240)]));
        string[] two = Results(Accepted([.. args, other]));
        Assert.Equal(Choice(one), Choice(two));
        Assert.NotEqual(one, two);
        Assert.Equal(Code(one), Code(two));

        static IEnumerable<string> Choice(string[] lines) => lines.TakeWhile(line => !line.StartsWith("Plot:", StringComparison.Ordinal));
        static IEnumerable<string> Code(string[] lines) => lines.SkipWhile(line => !line.StartsWith("//", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--csv none.csv --column y", "--csv: there is no file")]
    [InlineData("--column y", "--column asks for --csv")]
    [InlineData("--trials 0", "--trials is at least 1; it was 0.")]
    [InlineData("--seconds 0", "--seconds is above 0 and at most 2419200; it was 0.")]
    [InlineData("--seconds 1e99", "--seconds is above 0 and at most 2419200; it was 1e99.")]
    [InlineData("--threads 0", "--threads is at least 1; it was 0.")]
    [InlineData("--seed -1", "--seed is at least 0; it was -1.")]
    [InlineData("--epochs 0", "--epochs is at least 1; it was 0.")]
    [InlineData("--horizon 0", "--horizon is at least 1; it was 0.")]
    [InlineData("--horizon 5 --test 4", "--test 4 holds no forecast of --horizon 5 steps.")]
    [InlineData("--test 1430", "The series is too short: 1440 rows less 216 to choose by and 1430 for the test")]
    [InlineData("--test 2147483647 --validation 2147483647", "The series is too short")]
    [InlineData("--plot no/such/folder/plot.png", "--plot: there is no folder")]
    [InlineData("--trails=3", "--trails")]
    [InlineData("--seconds 0.000001 --trials 1", "No trial got through one epoch")]
    public void A_nonsense_option_is_refused_in_a_line(string options, string message) => Refused(message, options.Split(' '));

    [Fact]
    public void A_file_asks_for_its_column()
    {
        Refused("--csv asks for --column", "--csv", Waves(240));
        Refused("no column 'x'. Its columns are: 'y'", "--csv", Waves(240), "--column", "x");
        Refused("The series is too short: 20 rows", "--csv", Waves(20), "--column", "y");
    }

    /// <summary>More trials begin with the same ones, in the ranges that are said.</summary>
    [Fact]
    public void Candidates_are_drawn_by_seed_and_number()
    {
        var space = new SearchSpace(Forecasting.SeriesAdvice.For(BuiltInSeries.Create()));
        Candidate[] many = space.Draw(seed: 5, count: 500);
        Assert.Equal(many[..7], space.Draw(seed: 5, count: 7));
        Assert.NotEqual(many[1..7], space.Draw(seed: 6, count: 7)[1..]);
        Assert.Equal(Enumerable.Range(1, 500), many.Select(candidate => candidate.Number));
        Assert.All(many, candidate => Assert.InRange(candidate.LookBack, 2, space.LookBack));
        Assert.All(many, candidate => Assert.InRange(candidate.LearningRate, 3e-4, 3e-2));

        // Log-uniform: as many below the geometric mean of the limits as above it, within four standard deviations.
        Assert.InRange(many.Count(candidate => candidate.LearningRate < 3e-3), 205, 295);
        Assert.InRange(many.Count(candidate => candidate.Units < 32), 177, 268);
        Assert.InRange(many.Count(candidate => candidate.Cell == Cell.Gru), 205, 295);
    }

    [Fact]
    public void The_bar_is_the_median_of_the_errors_so_far()
    {
        double[] bar = Search.MedianCurve([Ended(5, 4, 3), Ended(6), Ended(9, 2), Ended()], epochs: 4);
        Assert.Equal([9, 6, 6, 6], bar);

        static TrialResult Ended(params double[] curve) => new(new SearchSpace(Forecasting.SeriesAdvice.For([1, 2, 1, 3])).Draw(1, 1)[0], 1, 1, curve, Ending.Completed, TimeSpan.Zero);
    }

    [Fact]
    public void What_needs_no_training_is_measured_on_the_same_rows()
    {
        float[] values = [1, 2, 4, 7, 11, 16, 22, 29];
        var naive = NaiveForecasts.Over(new SeriesSpans(values, Validation: 2, Test: 1, Horizon: 1) { Period = 2 }.ForChoice(lookBack: 2).Validation);
        Assert.Equal(Math.Sqrt((5 * 5 + 6 * 6) / 2.0), naive.Last, 12);
        Assert.Equal(Math.Sqrt((9 * 9 + 11 * 11) / 2.0), naive.Seasonal!.Value, 12);
    }

    /// <summary>A trial that is worse than the bar ends when its grace is over; one that is better goes on.</summary>
    [Theory]
    [InlineData(0, 5)]
    [InlineData(double.PositiveInfinity, 8)]
    public void A_trial_below_the_median_ends(double bar, int epochs)
    {
        var spans = new SeriesSpans([.. Enumerable.Range(0, 200).Select(i => MathF.Sin(i / 4f))], Validation: 20, Test: 20, Horizon: 1);
        Candidate candidate = new() { Number = 2, Cell = Cell.Gru, Layers = 1, Units = 8, LookBack = 6, Dropout = 0, LearningRate = 1e-3, BatchSize = 32 };
        TuningOptions options = new() { Horizon = 1, Trials = 1, Seconds = 1, Epochs = 8, Seed = 1, Threads = 1, Plot = new FileInfo(PathOf("plot.png")) };
        TrialResult result = new Trial(candidate, spans, Scaling.Standard, options).Run([.. Enumerable.Repeat(bar, 8)], TestContext.Current.CancellationToken);
        Assert.Equal(epochs, result.Curve.Count);
        Assert.Equal(bar == 0 ? Ending.BelowMedian : Ending.Completed, result.Ending);
        Assert.Equal(result.Curve.Min(), result.Rmse);
    }

    /// <summary>Two seasons, of 12 and 40 rows.</summary>
    private string Waves(int rows) => Write($"{rows}.csv", "y\n" + string.Join('\n', Enumerable.Range(0, rows).Select(
        row => (3 + Math.Sin(2 * Math.PI * row / 12) + Math.Sin(2 * Math.PI * row / 40) / 3).ToString("F4", CultureInfo.InvariantCulture))));

    /// <summary>What was found, without what a clock said.</summary>
    /// <summary>Without the seconds, and without the blanks and lines that a column of them moves.</summary>
    private static string[] Results(string output) => [.. output.Split('\n').SkipWhile(line => !line.Contains("look-back │", StringComparison.Ordinal))
        .Select(line => Blanks().Replace(Seconds().Replace(line, " ? │"), " "))];

    [GeneratedRegex(@" \d+\.\d │(?= +[a-z ]+ │$)")]
    private static partial Regex Seconds();

    [GeneratedRegex("[ ─]+")]
    private static partial Regex Blanks();
}

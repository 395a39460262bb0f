using System.Globalization;
using SeriesForecast;

namespace LstmGen.Samples.Tests;

/// <summary>The sample as its user meets it: arguments in, text and an exit code out.</summary>
public sealed class SeriesForecastTests : SampleTests
{
    protected override (string Option, string Name)[] Files => [("--plot", "plot.png")];

    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => SeriesCommand.Run(args, output, error);

    [Fact]
    public void A_missing_file_is_named() =>
        Refused("--data: there is no file", "--data", PathOf("none.csv"), "--column", "y", "--test", "12");

    [Fact]
    public void A_missing_column_is_answered_with_those_there_are() =>
        Refused("no column 'y'. Its columns are: 'day', 'x'", Args(Csv("day,x\n1,2\n"), "y"));

    [Fact]
    public void An_empty_file_is_refused() => Refused("is empty", Args(Csv(""), "y"));

    [Theory]
    [InlineData("y\n1\nabc\n3\n", "line 3, column 'y': 'abc' is not a number")]
    [InlineData("y\n1\n2\nNaN\n", "line 4, column 'y': 'NaN' is not a finite number")]
    [InlineData("y\n1\n1e99\n", "line 3, column 'y': '1e99' is not a finite number")]
    [InlineData("a,y\n1,1\n2,\n", "line 3, column 'y': the cell is empty")]
    [InlineData("a,y\n1,1\n2\n", "line 3, column 'y': the cell is empty")]
    [InlineData("y\n1\n\n3\n", "line 3, column 'y': the cell is empty")]
    public void A_bad_cell_is_named_by_line_and_column(string text, string message) => Refused(message, Args(Csv(text), "y"));

    [Fact]
    public void Empty_lines_at_the_end_are_no_rows() =>
        Assert.Equal([1f, 2.5f], CsvSeries.Read(new FileInfo(Csv("y\n1\n2.5\n\n\n")), "y"));

    [Fact]
    public void Semicolons_quotes_and_windows_line_ends_are_read() =>
        Assert.Equal([-1f, 2e3f], CsvSeries.Read(new FileInfo(Csv("\"a;b\";\"y\"\r\n\"x;\";-1\r\n\"z\";\"2e3\"\r\n")), "y"));

    [Fact]
    public void A_short_series_is_told_what_it_takes() =>
        Refused("The series is too short: 40 rows less 10 for the test leave 30", ["--data", Sine(40), "--column", "y", "--test", "10"]);

    [Theory]
    [InlineData("--test 500", "leaves nothing to train on")]
    [InlineData("--test 0", "--test is at least 1; it was 0.")]
    [InlineData("--test many", "many")]
    [InlineData("--test 10 --period 1", "--period is at least 2; it was 1.")]
    [InlineData("--test 10 --period 300", "does not hold it twice")]
    [InlineData("--test 10 --horizon 11", "--horizon 11 does not fit")]
    [InlineData("--test 10 --epochs 0", "--epochs is at least 1; it was 0.")]
    [InlineData("--test 10 --seed -1", "--seed is at least 0; it was -1.")]
    [InlineData("--test 10 --plot no/such/folder/plot.png", "--plot: there is no folder")]
    [InlineData("--test 10 --sead=1", "--sead")]
    public void A_nonsense_option_is_refused(string options, string message) =>
        Refused(message, ["--data", Sine(400), "--column", "y", .. options.Split(' ')]);

    [Fact]
    public void What_is_required_is_said() => Refused("--column", "--data", Sine(400), "--test", "10");

    [Theory]
    [InlineData("--period 12 --test 25", "YearAheadModel", "the last 1 are neither")]
    [InlineData("--period 48 --test 48", "DayAheadModel", "48 step(s) ahead from 1 origins")]
    [InlineData("--period 40 --test 20", "NextStepModel", "1 step(s) ahead from 20 origins")]
    [InlineData("--period 40 --test 20 --horizon 10", "NextStepModel", "10 step(s) ahead from 2 origins")]
    [InlineData("--test 20", "NextStepModel", "period")]
    public void The_model_follows_from_the_period(string options, string model, string said)
    {
        string output = Accepted(["--data", Sine(400), "--column", "y", "--quick", .. options.Split(' ')]);
        Assert.Contains($"{model}, because", output);
        Assert.Contains(said, output);
    }

    [Fact]
    public void The_same_seed_says_the_same_and_the_model_is_saved()
    {
        string saved = PathOf("model.safetensors");
        string first = Accepted(Args(Sine(400), "y", "--quick", "--period", "40", "--save", saved));
        string second = Accepted(Args(Sine(400), "y", "--quick", "--period", "40"));
        Assert.Equal(LastResult(first), LastResult(second));
        new NextStepModel(seed: 1).Load(saved);
    }

    [Fact]
    public void What_comes_after_the_training_span_has_no_say_in_training()
    {
        string one = PathOf("one.safetensors");
        string other = PathOf("other.safetensors");
        string[] lines = File.ReadAllLines(Sine(400));
        Accepted(Args(Csv(string.Join('\n', lines)), "y", "--quick", "--period", "12", "--save", one));
        Accepted(Args(Csv(string.Join('\n', lines.Take(lines.Length - 12).Concat(lines.TakeLast(12).Select(_ => "77")))), "y", "--quick", "--period", "12", "--save", other));
        Assert.Equal(File.ReadAllBytes(one), File.ReadAllBytes(other));
    }

    [Fact]
    public void The_air_passengers_are_forecast_a_year_ahead()
    {
        string data = SharedData("series/AirPassengers.csv");
        string output = Accepted(Args(data, "#Passengers", "--quick", "--period", "12"));
        Assert.Contains("seasonal naive (12 before)", output);
        Assert.Contains("12 step(s) ahead from 1 origins", output);
        Assert.True(new FileInfo(PathOf("plot.png")).Length > 1_000);
    }

    private string[] Args(string data, string column, params string[] more) => ["--data", data, "--column", column, "--test", "12", .. more];

    private string Csv(string text) => Write($"{Guid.NewGuid():N}.csv", text);

    private string Sine(int rows) => Csv("y\n" + string.Join('\n', Enumerable.Range(0, rows).Select(
        row => (2 + Math.Sin(2 * Math.PI * row / 40) + Math.Sin(2 * Math.PI * row / 12) / 3).ToString("F4", CultureInfo.InvariantCulture))));

    private static string LastResult(string output) => output.Split('\n').Last(line => line.Contains("ahead from"));
}

using System.Globalization;
using AnomalyDetection;

namespace LstmGen.Samples.Tests.AnomalyDetection;

/// <summary>The sample as its user meets it: arguments in, text and an exit code out.</summary>
public sealed class CommandTests : SampleTests
{
    private const int Days = 40;
    private const int StrangeDay = 33;

    private static readonly DateTime s_start = new(2024, 1, 1);

    protected override (string Option, string Name)[] Files => [("--plot", "plot.png"), ("--save", "model.safetensors")];

    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => AnomalyCommand.Run(args, output, error);

    [Fact]
    public void A_missing_file_is_named() => Refused("--data: there is no file", "--data", PathOf("none.csv"));

    [Theory]
    [InlineData("time,value\n2024-01-01 00:00:00,1\n", "no column 'timestamp'. Its columns are: 'time', 'value'")]
    [InlineData("timestamp,value\n", "holds no rows")]
    [InlineData("timestamp,value\n2024-01-01 00:00:00,1\nyesterday,2\n", "line 3, column 'timestamp': 'yesterday' is not a time")]
    [InlineData("timestamp,value\n2024-01-01 00:00:00,many\n", "line 2, column 'value': 'many' is not a finite number")]
    [InlineData("timestamp,value\n2024-01-01 00:00:00,NaN\n", "line 2, column 'value': 'NaN' is not a finite number")]
    [InlineData("timestamp,value\n2024-01-01 00:00:00,1\n2024-01-01 01:00:00,2\n", "line 3: expected 2024-01-01 00:30:00, half an hour after the row before, found 2024-01-01 01:00:00")]
    public void Malformed_data_is_named_by_line(string text, string message) => Refused(message, "--data", Write("bad.csv", text));

    [Theory]
    [InlineData(null, "give the labelled windows with --labels")]
    [InlineData("[1, 2]", "is no JSON of labelled windows")]
    [InlineData("{}", "has no entry for 'days.csv'")]
    [InlineData("{\"x/days.csv\": [[\"2024-02-03\"]]}", "a window is two times, the first not after the second; found [2024-02-03]")]
    [InlineData("{\"x/days.csv\": [[\"2024-02-03\", \"2024-02-02\"]]}", "found [2024-02-03, 2024-02-02]")]
    public void Malformed_labels_are_named(string? json, string message)
    {
        string data = Write("days.csv", Series());
        if (json is not null)
        {
            Write("nab-windows.json", json);
        }

        Refused(message, "--data", data, "--train", "14", "--quiet", "4", "--epochs", "1");
    }

    [Theory]
    [InlineData("--train 3", "--train is at least 14; it was 3.")]
    [InlineData("--quiet 1", "--quiet is at least 2; it was 1.")]
    [InlineData("--epochs 0", "--epochs is at least 1; it was 0.")]
    [InlineData("--seed -1", "--seed is at least 0; it was -1.")]
    [InlineData("--train 30 --quiet 10", "--train 30 and --quiet 10 leave nothing to watch: days.csv has 40 whole days.")]
    [InlineData("--plot no/such/folder/plot.png", "--plot: there is no folder")]
    [InlineData("--sead=1", "--sead")]
    public void A_nonsense_option_is_refused(string options, string message) =>
        Refused(message, ["--data", Write("days.csv", Series()), .. options.Split(' ')]);

    [Fact]
    public void A_strange_day_is_found_and_the_model_saved()
    {
        Label(StrangeDay);
        string output = Watched(Write("days.csv", Series()));
        Assert.Contains("1 of 1", output);
        Assert.DoesNotContain("missed", output);
        Assert.True(new FileInfo(PathOf("plot.png")).Length > 1_000);
        new DayAheadModel().Load(PathOf("model.safetensors"));
    }

    [Fact]
    public void A_label_where_nothing_is_strange_is_missed_and_the_strange_day_a_false_alarm()
    {
        Label(28);
        string output = Watched(Write("days.csv", Series()));
        Assert.Contains("missed", output);
        Assert.Contains("0 of 1", output);
    }

    [Fact]
    public void A_label_before_the_days_that_are_watched_does_not_count()
    {
        Label(3);
        Assert.Contains("1 of 1 labelled windows start before 2024-01-26 and do not count.", Watched(Write("days.csv", Series())));
    }

    [Fact]
    public void What_is_watched_has_no_say_in_model_and_threshold()
    {
        Label(StrangeDay);
        string model = PathOf("model.safetensors");
        string[] outputs = new string[2];
        byte[][] models = new byte[2][];
        for (int other = 0; other < 2; other++)
        {
            outputs[other] = Watched(Write("days.csv", Series(other == 1)));
            models[other] = File.ReadAllBytes(model);
        }

        Assert.NotEqual(outputs[0], outputs[1]);
        Assert.Equal(models[0], models[1]);
        Assert.Equal(Threshold(outputs[0]), Threshold(outputs[1]));
    }

    [Fact]
    public void The_taxis_of_new_york() =>
        Assert.Matches("LSTM, a day ahead .* of 5 ", Accepted("--data", SharedData("anomaly/nyc_taxi.csv"), "--quick"));

    /// <summary>Days with a morning and an evening, lower at weekends, and one day upside down; after it other days, where they are asked for.</summary>
    private static string Series(bool other = false)
    {
        IEnumerable<string> rows = Enumerable.Range(0, Days * 48).Select(row =>
        {
            DateTime time = s_start.AddMinutes(30 * row);
            double hour = time.TimeOfDay.TotalHours;
            double value = 100 + 40 * Math.Sin(hour * Math.PI / 12) + 20 * Math.Sin(hour * Math.PI / 6) - (time.DayOfWeek is DayOfWeek.Sunday ? 10 : 0);
            value = row / 48 == StrangeDay ? 250 - value : value;
            value = other && row / 48 > 30 ? 77 : value;
            return string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm:ss},{value:F2}");
        });
        return "timestamp,value\n" + string.Join('\n', rows);
    }

    private void Label(int day) => Write(
        "nab-windows.json",
        string.Create(
            CultureInfo.InvariantCulture,
            $"{{\"known/days.csv\": [[\"{s_start.AddDays(day):yyyy-MM-dd HH:mm:ss}.000000\", \"{s_start.AddDays(day + 1):yyyy-MM-dd HH:mm:ss}.000000\"]]}}"));

    private string Watched(string data) => Accepted("--data", data, "--train", "18", "--quiet", "7", "--epochs", "6");

    private static string Threshold(string output) => output.Split('\n').Single(line => line.StartsWith("│ LSTM, a day ahead", StringComparison.Ordinal)).Split('│')[2];
}

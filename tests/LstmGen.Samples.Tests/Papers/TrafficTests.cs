extern alias traffic;
using System.Globalization;
using LstmGen.Import;
using traffic::Traffic;

namespace LstmGen.Samples.Tests.Papers;

/// <summary>The sample as its user meets it, its protocol by hand, and its baselines on the real counts.</summary>
public sealed class TrafficTests() : PaperTests("Traffic")
{
    private const int Day = 288;

    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => TrafficCommand.Run(args, output, error);

    [Fact]
    public void A_quick_run_on_the_real_counts_saves_a_model_that_is_used_again()
    {
        string output = Accepted("--quick", "--data", SharedData("traffic"), "--published", SharedData("models/keras21-lstm.h5"), "--results", Folder, "--pictures", Folder);
        Assert.Contains("naive: as five minutes before", output);
        Assert.All(new[] { "traffic-day.png", "traffic-mape.png", "Traffic.md" }, file => Assert.True(new FileInfo(PathOf(file)).Length > 500, file));
        string last = output.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("model.safetensors: RMSE", last, StringComparison.Ordinal);
        Assert.Contains(last, Accepted("--data", SharedData("traffic"), "--model", PathOf("model.safetensors")));
    }

    /// <summary>Against figures that were computed elsewhere, by another program.</summary>
    [Theory]
    [InlineData("naive: as five minutes before", 8.34, 127.91, 20.56, 0.9213)]
    [InlineData("linear: twelve counts", 7.53, 105.27, 21.53, 0.9352)]
    public void The_baselines_are_those_computed_by_another_program(string name, double mae, double mse, double mape, double r2)
    {
        PemsData data = PemsData.Read(SharedData("traffic"));
        TrafficErrors errors = TrafficErrors.Of(TrafficTask.Truth(data), name.StartsWith("naive", StringComparison.Ordinal) ? TrafficBaselines.LastValue(data) : TrafficBaselines.Linear(data));
        Assert.Equal(4_308, errors.Count);
        Assert.Equal((mae, mse, mape, r2), (Math.Round(errors.Mae, 2), Math.Round(errors.Mse, 2), Math.Round(errors.Mape, 2), Math.Round(errors.R2, 4)));
        Assert.Equal(mse.ToString("F2", CultureInfo.InvariantCulture), Figure("traffic", name, "MSE"));
    }

    /// <summary>The last two naive rows of the table are made again from the files.</summary>
    [Fact]
    public void The_day_before_and_the_usual_day_are_as_the_page_says()
    {
        PemsData data = PemsData.Read(SharedData("traffic"));
        float[] truth = TrafficTask.Truth(data), yesterday = TrafficBaselines.SameTimeYesterday(data);
        Assert.Equal(data.Train[^1], yesterday[Day - 1 - TrafficTask.LookBack]);
        Assert.Equal(202.03, Math.Round(TrafficErrors.Of(truth.AsSpan(Day - TrafficTask.LookBack), yesterday.AsSpan(Day - TrafficTask.LookBack)).Mse, 2));
        Assert.Equal(Rounded(TrafficErrors.Of(truth, yesterday).Rmse), Figure("traffic", "naive: as the day before", "RMSE"));
        Assert.Equal(Rounded(TrafficErrors.Of(truth, TrafficBaselines.LinearWithClock(data)).Rmse), Figure("traffic", "linear: twelve counts and the usual day", "RMSE"));
    }

    /// <summary>The published network, out of its own file, gives the published figures on these rows: so the rows and the measures are those of the publication.</summary>
    [Fact]
    public void The_published_network_gives_the_published_figures()
    {
        PemsData data = PemsData.Read(SharedData("traffic"));
        PublishedModel model = new();
        model.LoadKeras(SharedData("models/keras21-lstm.h5"));
        TrafficErrors errors = TrafficErrors.Of(TrafficTask.Truth(data), TrafficTask.Forecast(model, new(CountScale.Between(data.Train.Min(), data.Train.Max())), data.Test));
        Assert.Equal((98.05, 0.9396), (Math.Round(errors.Mse, 2), Math.Round(errors.R2, 4)));
        Assert.Equal(7.21, errors.Mae, 0.02);
        Assert.Equal(16.56, errors.Mape, 0.05);
    }

    [Fact]
    public void Ours_are_within_their_bars_by_the_results_file()
    {
        foreach (string row in new[] { "ours, trained on roots of counts", "ours, roots of counts and the usual day" })
        {
            Assert.InRange(Mean(row, "RMSE"), 0, 9.6);
            Assert.InRange(Mean(row, "MAE"), 0, 7.2);
        }
    }

    [Fact]
    public void Errors_are_those_of_a_calculation_by_hand()
    {
        TrafficErrors errors = TrafficErrors.Of([0, 10, 20], [1, 8, 26]);
        Assert.Equal(3, errors.Mae, 12);
        Assert.Equal(41.0 / 3, errors.Mse, 12);
        Assert.Equal(25, errors.Mape, 12);
        Assert.Equal(5.0 / 3, errors.Bias, 12);
        Assert.Equal(1 - 41.0 / 200, errors.R2, 12);
        Assert.Equal(1 - (41 - 25.0 / 3) / 200, errors.ExplainedVariance, 12);
    }

    /// <summary>MAPE is over counts above zero, as in the library's report and in the publication.</summary>
    [Fact]
    public void Errors_are_those_of_the_library_s_report()
    {
        Random random = new(4);
        float[] counts = [.. Enumerable.Range(0, 500).Select(_ => (float)random.Next(12))], forecasts = [.. counts.Select(count => count + 4 * random.NextSingle() - 1)];
        TrafficErrors errors = TrafficErrors.Of(counts, forecasts);
        Metrics.RegressionReport report = Metrics.RegressionReport.Of(counts, forecasts);
        Assert.InRange(report.MapeCount, 400, 480);
        Assert.All(
            new[] { (report.Mae, errors.Mae), (report.Mse, errors.Mse), (report.Rmse, errors.Rmse), (report.Mape, errors.Mape), (report.R2, errors.R2), (report.ExplainedVariance, errors.ExplainedVariance), (report.MeanError, errors.Bias) },
            pair => Assert.Equal(pair.Item1, pair.Item2, 1e-9));
    }

    /// <summary>The noise of roots of counts is the same at every level, and their mean comes back as the mean count: sums over the Poisson distribution itself.</summary>
    [Theory]
    [InlineData(6)]
    [InlineData(20)]
    [InlineData(100)]
    public void Roots_of_counts_have_the_same_noise_everywhere(double mean)
    {
        double chance = Math.Exp(-mean), first = 0, second = 0;
        for (int count = 0; count < 400; count++)
        {
            float value = CountScale.Root.In(count);
            first += chance * value;
            second += chance * value * value;
            chance *= mean / (count + 1);
        }

        Assert.InRange(second - first * first, 0.95, 1.06);
        Assert.Equal(mean, CountScale.Root.Out((float)first), 0.02 * mean);
    }

    [Fact]
    public void What_is_usual_is_the_mean_of_a_quarter_of_an_hour_before_and_after()
    {
        float[] days = new float[2 * Day];
        (days[0], days[Day]) = (7, 21);
        double[] usual = UsualDay.Of(days);
        Assert.All(Enumerable.Range(0, Day), at => Assert.Equal(at is <= 3 or >= Day - 3 ? 2 : 0, usual[at], 1e-12));
    }

    [Fact]
    public void A_window_with_the_usual_day_is_told_what_comes_five_minutes_later()
    {
        float[] counts = [.. Enumerable.Range(0, Day).Select(row => (float)row)];
        WindowDataset windows = new TrafficInput(CountScale.Raw, [.. Enumerable.Range(0, Day).Select(row => 1_000.0 + row)]).Windows(counts);
        float[] window = new float[windows.InputSize], target = new float[1];
        windows.CopyInput(5, window);
        windows.CopyTarget(5, target);
        Assert.Equal(17, target[0]);
        Assert.Equal([5, 1_006, 6, 1_007], window[..4]);
        Assert.Equal([16, 1_017], window[^2..]);
    }

    [Theory]
    [InlineData("", "has no column 'Lane 1 Flow (Veh/5 Minutes)'")]
    [InlineData("a,b\n1,2\n", "has no column 'Lane 1 Flow (Veh/5 Minutes)'")]
    [InlineData("5 Minutes,Lane 1 Flow (Veh/5 Minutes)\n04/01/2016 0:00,many\n", "line 2: expected a count of vehicles, but got 'many'")]
    [InlineData("5 Minutes,Lane 1 Flow (Veh/5 Minutes)\n04/01/2016 0:00,-1\n", "line 2: expected a count of vehicles, but got '-1'")]
    [InlineData("5 Minutes,Lane 1 Flow (Veh/5 Minutes)\n04/01/2016 0:00,3\n04/01/2016 0:10,3\n", "line 3: expected a day and the time 0:05, but got '04/01/2016 0:10'")]
    [InlineData("5 Minutes,Lane 1 Flow (Veh/5 Minutes)\n04/01/2016 0:00,3\n", "expected whole days of 288 rows, two at least, but got 1 rows")]
    public void A_file_that_is_not_right_is_refused_in_a_line(string text, string message)
    {
        Write(PemsData.TrainFile, text);
        Write(PemsData.TestFile, text);
        Refused(message, "--data", Folder);
    }

    [Theory]
    [InlineData("--data nowhere", "There is no file 'pems-train.csv' in the folder")]
    [InlineData("--seeds 0", "--seeds is from 1 to 100; it was 0.")]
    [InlineData("--model none.safetensors", "--model: there is no file")]
    [InlineData("--pictures no/such/folder", "--pictures: there is no folder")]
    [InlineData("--sead=1", "--sead")]
    public void A_nonsense_option_is_refused_in_a_line(string options, string message) => Refused(message, options.Split(' '));

    private double Mean(string row, string column) => double.Parse(Figure("traffic", row, column).Split(' ')[0], CultureInfo.InvariantCulture);

    private static string Rounded(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}

extern alias stocks;
using System.Globalization;
using LstmGen.Metrics;
using stocks::StockPrices;

namespace LstmGen.Samples.Tests.Papers;

/// <summary>The sample as its user meets it, its protocol by hand, and its baselines on the real prices.</summary>
public sealed class StockPricesTests() : PaperTests("StockPrices")
{
    private const string Header = "ticker,date,open,high,low,close,adj_close\n";

    protected override int Start(string[] args, TextReader input, TextWriter output, TextWriter error) => StockCommand.Run(args, output, error);

    [Fact]
    public void A_quick_run_on_the_real_prices_saves_a_model_that_is_used_again()
    {
        string output = Accepted("--quick", "--data", SharedData("prices"), "--results", Folder, "--pictures", Folder);
        Assert.Contains("naive: always up", output);
        Assert.All(new[] { "stock-follows.png", "stock-truth.png", "StockPrices.md" }, file => Assert.True(new FileInfo(PathOf(file)).Length > 500, file));
        string last = output.TrimEnd().Split('\n')[^1];
        Assert.StartsWith("model.safetensors:", last, StringComparison.Ordinal);
        Assert.Contains(last, Accepted("--data", SharedData("prices"), "--model", PathOf("model.safetensors")));
    }

    /// <summary>Against figures that were computed elsewhere, by another program; the numbers of days are the published ones.</summary>
    [Fact]
    public void The_days_and_the_naive_answers_are_those_of_another_program()
    {
        Stock[] all = Stock.Read(SharedData($"prices/{Stock.File}"));
        (Movements train, Movements valid, Movements test) = MovementTask.Split(all);
        Assert.Equal((87, 2_555, 3_720), (all.Length, valid.Count, test.Count));
        Same("naive: always up", 51.29, 0, [.. test.Up.Select(_ => 1)]);
        Same("naive: as yesterday", 50.94, 0.018, [.. test.Yesterday.Select(change => change > 0 ? 1 : 0)]);
        Same("naive: against the ten days before", 53.79, 0.078, [.. test.Momentum.Select(change => change > 0 ? 0 : 1)]);
        ConfusionMatrix linear = MovementTraining.Of(test, MovementTraining.Linear(train, test));
        Assert.Equal((100 * linear.Accuracy).ToString("F2", CultureInfo.InvariantCulture), Figure("stocks", "linear: the 110 numbers of ten days", "accuracy, %"));

        void Same(string row, double accuracy, double mcc, int[] answers)
        {
            ConfusionMatrix matrix = MovementTraining.Of(test, answers);
            Assert.Equal(accuracy, 100 * matrix.Accuracy, 5e-3);
            Assert.Equal(mcc, double.IsNaN(matrix.Mcc) ? 0 : matrix.Mcc, 5e-4);
            Assert.Equal(accuracy.ToString("F2", CultureInfo.InvariantCulture), Figure("stocks", row, "accuracy, %"));
        }
    }

    /// <summary>A stock that doubles its price from day to day but for one: the eleven numbers, the label, and what lies before it.</summary>
    [Fact]
    public void A_window_ends_the_day_before_the_one_that_is_asked_for()
    {
        PriceDay[] days = [.. Enumerable.Range(0, 60).Select(day => Day(new DateOnly(2014, 1, 2).AddDays(day), 100 + day))];
        days[50] = Day(days[50].Date, 100);
        (Movements train, Movements valid, Movements test) = MovementTask.Split([new("A", days)]);
        Assert.Equal((0, 0), (valid.Count, test.Count));

        // Rises of 1/140 and less are neither, so that days 39 to 44 and the fall and the rise after it remain.
        int[] kept = [.. Enumerable.Range(39, 21).Where(day => days[day].Adjusted / days[day - 1].Adjusted - 1 is >= 0.0055 or <= -0.005)];
        Assert.Equal(kept.Length, train.Count);
        int fall = Array.IndexOf(kept, 50);
        Assert.Equal(0, train.Up[fall]);
        Assert.Equal(days[49].Adjusted / days[48].Adjusted - 1, train.Yesterday[fall], 1e-12);
        Assert.Equal(days[49].Adjusted / days[39].Adjusted - 1, train.Momentum[fall], 1e-12);
        float[] last = train.Windows.AsSpan(fall * 110, 110)[^11..].ToArray();
        double[] expected =
        [
            -0.01, 0.02, -0.03, 149.0 / 148 - 1, 149.0 / 148 - 1, 147.0 / 149 - 1, 144.5 / 149 - 1, 142.0 / 149 - 1, 139.5 / 149 - 1, 137.0 / 149 - 1, 134.5 / 149 - 1,
        ];
        Assert.All(Enumerable.Range(0, 11), k => Assert.Equal(expected[k], last[k], 1e-6));
    }

    [Fact]
    public void A_forecast_that_is_the_price_before_is_a_day_late()
    {
        Random random = new(2);
        float[] prices = new float[101];
        prices[0] = 100;
        for (int i = 1; i < prices.Length; i++)
        {
            prices[i] = prices[i - 1] + random.NextSingle() - 0.5f;
        }

        PriceFollower late = new(prices[1..], prices[..^1], prices[..^1], null!);
        Assert.Equal(1, late.Lag);
        Assert.Equal(0, late.Mismatch(1), 12);
        Assert.Equal(0, (late with { Forecast = prices[1..] }).Lag);
        Assert.Equal(1, (late with { Forecast = prices[1..] }).CorrelationOfChanges, 1e-6);
    }

    [Theory]
    [InlineData("ticker,price\n", "line 1: expected 'ticker,date,open,high,low,close,adj_close'")]
    [InlineData(Header, "expected days of stocks, but got none.")]
    [InlineData(Header + "A,02/01/2014,1,1,1,1,1\n", "line 2: expected a ticker, a date such as 2014-01-02 and five prices")]
    [InlineData(Header + "A,2014-01-02,1,1,1,1,0\n", "line 2: expected a price above 0, but got '0'.")]
    [InlineData(Header + "A,2014-01-02,1,1,1,1,1\nA,2014-01-02,1,1,1,1,1\n", "line 3: expected a day after 2014-01-02, but got 2014-01-02.")]
    [InlineData(Header + "A,2014-01-02,1,1,1,1,1\n", "--ticker AAPL: there is no such stock. Those there are: A.")]
    public void A_file_that_is_not_right_is_refused_in_a_line(string text, string message)
    {
        Write(Stock.File, text);
        Refused(message, "--data", Folder);
    }

    [Theory]
    [InlineData("--data nowhere", "There is no file 'stocknet-prices.csv' in the folder")]
    [InlineData("--seeds 0", "--seeds is from 1 to 100; it was 0.")]
    [InlineData("--sead=1", "--sead")]
    public void A_nonsense_option_is_refused_in_a_line(string options, string message) => Refused(message, options.Split(' '));

    private static PriceDay Day(DateOnly date, double close) => new(date, 0.99 * close, 1.02 * close, 0.97 * close, close, close);
}

using LstmGen.Forecasting;

namespace StockPrices;

/// <summary>The popular demonstration, whole: one stock, its prices, a network that is to say tomorrow's, and what remains of it beside yesterday's.</summary>
/// <param name="Truth">The prices of the test days.</param>
/// <param name="Before">Of each the price one day before.</param>
/// <param name="Forecast">Of each what the network said.</param>
/// <param name="Accuracy">Of the forecasts, with the naive one.</param>
internal sealed record PriceFollower(float[] Truth, float[] Before, float[] Forecast, ForecastAccuracy Accuracy)
{
    public const int LookBack = 5;

    /// <summary>The share of days at the end that are forecast.</summary>
    private const double TestShare = 0.2;

    public static PriceFollower Run(Stock stock, long seed, int epochs, IProgress<EpochReport>? progress = null)
    {
        float[] prices = [.. stock.Days.Select(day => (float)day.Adjusted)];
        int test = (int)(TestShare * prices.Length);
        (WindowDataset all, WindowDataset last) = WindowDataset.Of(prices, LookBack).SplitByTime(test);
        (WindowDataset training, WindowDataset validation) = all.SplitByTime(test / 2);
        PriceModel model = new(seed);
        model.Fit(training, new FitOptions
        {
            Epochs = epochs,
            LearningRate = 3e-3,
            Schedule = new CosineDecay(),
            Validation = validation,
            EarlyStopping = new EarlyStopping { Patience = epochs },
            MaxDegreeOfParallelism = 1,
            Progress = progress,
        });
        return new(prices[^test..], prices[^(test + 1)..^1], model.Predict(last), Backtest.Rolling(model, WindowDataset.Of(prices, LookBack), test).Overall);
    }

    /// <summary>How well the changes that were said go with those that came: their correlation. Of a copy of yesterday's price it is near 0.</summary>
    public double CorrelationOfChanges
    {
        get
        {
            double[] said = [.. Forecast.Zip(Before, (forecast, before) => (double)forecast - before)], came = [.. Truth.Zip(Before, (truth, before) => (double)truth - before)];
            double meanSaid = said.Average(), meanCame = came.Average();
            return said.Zip(came, (a, b) => (a - meanSaid) * (b - meanCame)).Sum() / Math.Sqrt(said.Sum(a => (a - meanSaid) * (a - meanSaid)) * came.Sum(b => (b - meanCame) * (b - meanCame)));
        }
    }

    /// <summary>Days by which the forecast is late: the shift at which it fits the truth best.</summary>
    public int Lag => Enumerable.Range(-2, 6).MinBy(Mismatch);

    /// <summary>The mean squared difference between the forecasts and the prices some days before.</summary>
    /// <param name="days">From −2, the day after tomorrow, to 3.</param>
    public double Mismatch(int days) => Enumerable.Range(3, Truth.Length - 5).Average(i => Math.Pow(Forecast[i] - Truth[i - days], 2));
}
